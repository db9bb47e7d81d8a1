using Wasmtime;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>The table of all calls of WASI preview 1.</summary>
internal sealed partial class WasiSystem
{
    public const string ModuleName = "wasi_snapshot_preview1";

    /// <summary>Offers every call to the module that the linker will instantiate, and returns their names.</summary>
    public IReadOnlySet<string> DefineIn(Linker linker)
    {
        var calls = new CallTable(linker, ModuleName, Enter);
        calls.Add("args_get", ArgsGet);
        calls.Add("args_sizes_get", ArgsSizesGet);
        calls.Add("environ_get", EnvironGet);
        calls.Add("environ_sizes_get", EnvironSizesGet);
        calls.Add("clock_res_get", ClockResGet);
        calls.Add("clock_time_get", (int a, long b, int c) => ClockTimeGet(a, b, c));
        calls.Add("random_get", RandomGet);
        calls.Add("poll_oneoff", PollOneoff);
        calls.Add("sched_yield", () => Errno.Success);
        calls.Add("proc_exit", ProcExit);
        calls.Add("proc_raise", ProcRaise);

        calls.Add("fd_advise", (int fd, long _, long _, int _) => Nothing(fd));
        calls.Add("fd_allocate", (int a, long b, long c) => FdAllocate(a, b, c));
        calls.Add("fd_close", FdClose);
        calls.Add("fd_datasync", Nothing);
        calls.Add("fd_fdstat_get", FdFdstatGet);
        calls.Add("fd_fdstat_set_flags", FdFdstatSetFlags);
        calls.Add("fd_fdstat_set_rights", (int fd, long _, long _) => Nothing(fd));
        calls.Add("fd_filestat_get", FdFilestatGet);
        calls.Add("fd_filestat_set_size", (int a, long b) => FdFilestatSetSize(a, b));
        calls.Add("fd_filestat_set_times", (int fd, long _, long _, int _) => Nothing(fd));
        calls.Add("fd_pread", (int a, int b, int c, long d, int e) => FdPread(a, b, c, d, e));
        calls.Add("fd_prestat_get", FdPrestatGet);
        calls.Add("fd_prestat_dir_name", FdPrestatDirName);
        calls.Add("fd_pwrite", (int a, int b, int c, long d, int e) => FdPwrite(a, b, c, d, e));
        calls.Add("fd_read", FdRead);
        calls.Add("fd_readdir", (int a, int b, int c, long d, int e) => FdReaddir(a, b, c, d, e));
        calls.Add("fd_renumber", FdRenumber);
        calls.Add("fd_seek", (int a, long b, int c, int d) => FdSeek(a, b, c, d));
        calls.Add("fd_sync", Nothing);
        calls.Add("fd_tell", FdTell);
        calls.Add("fd_write", FdWrite);

        calls.Add("path_create_directory", PathCreateDirectory);
        calls.Add("path_filestat_get", PathFilestatGet);
        calls.Add("path_filestat_set_times", (int a, int b, int c, int d, long e, long f, int g) => PathFilestatSetTimes(a, b, c, d, e, f, g));
        calls.Add("path_link", (int _, int _, int _, int _, int _, int _, int _) => Errno.NotSupported);
        calls.Add("path_open", PathOpen);
        calls.Add("path_readlink", PathReadlink);
        calls.Add("path_remove_directory", PathRemoveDirectory);
        calls.Add("path_rename", PathRename);
        calls.Add("path_symlink", (int _, int _, int _, int _, int _) => Errno.NotSupported);
        calls.Add("path_unlink_file", PathUnlinkFile);

        // There is no network: no descriptor is ever a socket.
        calls.Add("sock_accept", (int _, int _, int _) => Errno.NotSocket);
        calls.Add("sock_recv", (int _, int _, int _, int _, int _, int _) => Errno.NotSocket);
        calls.Add("sock_send", (int _, int _, int _, int _, int _) => Errno.NotSocket);
        calls.Add("sock_shutdown", (int _, int _) => Errno.NotSocket);
        return calls.Names;
    }
}
