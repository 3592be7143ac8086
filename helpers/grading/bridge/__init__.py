"""The bridge between two kernels: plain data goes over it, and never a line of code.

One kernel runs a student's cells, the other the tests. What a test uses of the student's comes over
one socket, in the form of `frames`. Nothing that arrives at the tests' end chooses what is called,
imported or looked up there.
"""
