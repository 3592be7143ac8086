"""The system calls that code in a box may not make."""

from __future__ import annotations

import errno
import tempfile

# Looking into other processes, mounting, new namespaces, keys, tracing, the machine itself, and
# memory that no limit counts (memfd, System V).
_DENIED = """
    ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd process_madvise
    mount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig fsmount fspick
    mount_setattr unshare setns open_by_handle_at name_to_handle_at fanotify_init
    add_key request_key keyctl
    bpf perf_event_open userfaultfd lookup_dcookie
    io_uring_setup io_uring_enter io_uring_register
    kexec_load kexec_file_load init_module finit_module delete_module
    reboot swapon swapoff acct quotactl syslog nfsservctl vhangup iopl ioperm personality
    settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname
    memfd_create memfd_secret shmget shmat msgget semget
""".split()
# CLONE_NEW...: mount, cgroup, UTS, IPC, user, process, network
_NAMESPACES = (
    *(0x00020000, 0x02000000, 0x04000000, 0x08000000),
    *(0x10000000, 0x20000000, 0x40000000),
)
_FAMILIES = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK
_SET_DUMPABLE = 4  # PR_SET_DUMPABLE: a process could hide its memory from the watchdog
_INT = 0xFFFFFFFF  # the kernel reads these arguments as 32 bits


def call_filter():
    """The filter, as a `pyseccomp.SyscallFilter`: all is allowed but what is denied here."""
    import pyseccomp  # on Linux only

    chosen = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    refused = pyseccomp.ERRNO(errno.EPERM)
    for name in _DENIED:
        # Negative: unknown to this libseccomp, or not a call of this processor.
        if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0:
            chosen.add_rule(refused, name)
    for flag in _NAMESPACES:
        chosen.add_rule(refused, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    # Its flags lie behind a pointer, which no filter can read; glibc falls back to `clone`.
    chosen.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    chosen.add_rule(refused, "prctl", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _INT, _SET_DUMPABLE))
    unknown = pyseccomp.ERRNO(errno.EAFNOSUPPORT)
    for family in set(range(max(_FAMILIES))) - set(_FAMILIES):
        chosen.add_rule(unknown, "socket", pyseccomp.Arg(0, pyseccomp.EQ, family))
    chosen.add_rule(unknown, "socket", pyseccomp.Arg(0, pyseccomp.GT, max(_FAMILIES)))
    return chosen


def program() -> bytes:
    """The filter as the program that `bwrap --seccomp` reads."""
    with tempfile.TemporaryFile() as file:
        call_filter().export_bpf(file)
        file.seek(0)
        return file.read()
