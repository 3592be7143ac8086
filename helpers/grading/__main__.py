"""Commands of the course's grader; run them in the course folder.

python -m helpers.grading release                  every assignment
python -m helpers.grading release ASSIGNMENT       one
python -m helpers.grading roster FILE.csv          enrol the class
python -m helpers.grading collect ASSIGNMENT FILE  sort what a learning platform gave
python -m helpers.grading autograde ASSIGNMENT     grade the class
python -m helpers.grading feedback ASSIGNMENT      the pages; --zip canvas or moodle packs them
python -m helpers.grading export canvas ASSIGNMENT --sheet FILE    or moodle: fill grades in
python -m helpers.grading deadline ASSIGNMENT TIME due date, or with --student an extension
python -m helpers.grading report ASSIGNMENT        late, missing, unmarked, all warnings
python -m helpers.grading report ASSIGNMENT --page statistics and mistakes of the class, drawn
python -m helpers.grading similarity ASSIGNMENT    pairs of submissions that are alike
python -m helpers.grading undo ASSIGNMENT          take the last grading back
python -m helpers.grading restore                  the gradebook as it was before the last command
python -m helpers.grading student remove ID        everything that is kept about a student
"""

import sys

import helpers.grading.lean_imports  # noqa: F401  first

# Processes that run submissions import this module, too, and need none of the commands.
if __name__ == "__main__":
    from helpers.grading.commands import main

    sys.exit(main())
