"""The examiner: tests run in a kernel of their own, which never runs a line of the student's.

`execution` runs a notebook with two kernels, `kernels` is what runs inside them.
"""
