"""What an instructor sees of a class: one page of statistics, mistakes and who needs attention."""
