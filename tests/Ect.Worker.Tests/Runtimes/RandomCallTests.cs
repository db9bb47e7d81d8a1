using System.Globalization;
using System.Text;
using Ect.Worker.Runtimes;
using Wasmtime;

namespace Ect.Worker.Tests.Runtimes;

/// <summary>Modules that call the system at random: whatever they pass, the worker stays whole and agrees with itself.</summary>
public sealed class RandomCallTests
{
    private const int Modules = 150;
    private const int CallsEach = 120;

    /// <summary>
    /// Name and parameters of every call. Of 32 bits: f is a file, d a folder, p and n a path and its length, v and c a list
    /// of buffers and its length, i anything. l is a number of 64 bits.
    /// </summary>
    private static readonly (string Name, string Shape)[] s_calls =
    [
        ("args_get", "ii"), ("args_sizes_get", "ii"), ("environ_get", "ii"), ("environ_sizes_get", "ii"), ("clock_res_get", "ii"),
        ("clock_time_get", "ili"), ("fd_advise", "flli"), ("fd_allocate", "fll"), ("fd_close", "f"), ("fd_datasync", "f"),
        ("fd_fdstat_get", "fi"), ("fd_fdstat_set_flags", "fi"), ("fd_fdstat_set_rights", "fll"), ("fd_filestat_get", "fi"),
        ("fd_filestat_set_size", "fl"), ("fd_filestat_set_times", "flli"), ("fd_pread", "fvcli"), ("fd_prestat_get", "di"),
        ("fd_prestat_dir_name", "dii"), ("fd_pwrite", "fvcli"), ("fd_read", "fvci"), ("fd_readdir", "diili"), ("fd_renumber", "ff"),
        ("fd_seek", "flii"), ("fd_sync", "f"), ("fd_tell", "fi"), ("fd_write", "fvci"), ("path_create_directory", "dpn"),
        ("path_filestat_get", "dipni"), ("path_filestat_set_times", "dipnlli"), ("path_link", "dipndpn"), ("path_open", "dipnillii"),
        ("path_readlink", "dpniii"), ("path_remove_directory", "dpn"), ("path_rename", "dpndpn"), ("path_symlink", "pndpn"),
        ("path_unlink_file", "dpn"), ("poll_oneoff", "iiii"), ("random_get", "ii"), ("sched_yield", ""), ("sock_accept", "fii"),
        ("sock_recv", "fvciii"), ("sock_send", "fvcii"), ("sock_shutdown", "fi"),
    ];

    /// <summary>Laid out from address 0, 16 bytes each.</summary>
    private static readonly string[] s_paths =
        ["a", "b", "dir", "dir/a", "dir/dir", "..", "../a", "dir/../b", "dir/../../x", ".", "/", "/etc/passwd", "", "dir/", "stdout.txt", "dataset"];

    [Fact]
    public async Task Any_calls_with_any_arguments_leave_the_worker_whole_and_give_the_same_twice()
    {
        var kinds = new Dictionary<string, int>();
        var entries = 0;
        for (var seed = 0; seed < Modules; seed++)
        {
            var module = Module.ConvertText(Generate(new Random(seed)));
            var first = await RunAsync(module);
            var second = await RunAsync(module);

            first.Outcome.Should().Match(outcome => outcome is RunOutcome.Completed || outcome is RunOutcome.AppFailed, $"seed {seed}");
            second.Tree.Should().Be(first.Tree, $"seed {seed}");
            second.Outcome.Usage.Fuel.Should().Be(first.Outcome.Usage.Fuel, $"seed {seed}");
            var kind = (first.Outcome as RunOutcome.AppFailed)?.Kind.ToString() ?? "Completed";
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            entries += first.Outcome.Usage.OutputFiles;
        }

        // Most modules must get far enough to mean something.
        kinds["Completed"].Should().BeGreaterThan(Modules / 3, string.Join(", ", kinds));
        entries.Should().BeGreaterThan(Modules / 2, "modules make files and folders");
        TestContext.Current.TestOutputHelper!.WriteLine($"{entries} entries, {string.Join(", ", kinds)}");
    }

    [Fact]
    public async Task Every_call_of_WASI_preview_1_exists()
    {
        var module = new StringBuilder("(module ");
        AppendImports(module, [.. s_calls, ("proc_raise", "i")]);
        module.Append("(import \"wasi_snapshot_preview1\" \"proc_exit\" (func (param i32)))");
        module.Append("(memory (export \"memory\") 1) (func (export \"_start\")))");

        var run = await RunAsync(Module.ConvertText(module.ToString()));

        run.Outcome.Should().BeOfType<RunOutcome.Completed>();
    }

    private static async Task<(RunOutcome Outcome, string Tree)> RunAsync(byte[] module)
    {
        using var sandbox = new Sandbox();
        var app = Path.Combine(sandbox.Root, "app.wasm");
        await File.WriteAllBytesAsync(app, module, TestContext.Current.CancellationToken);
        var outcome = await Sandbox.Shared.RunAsync(sandbox.Request(app, "one", "two"), TestContext.Current.CancellationToken);

        Directory.EnumerateFileSystemEntries(sandbox.Root).Select(Path.GetFileName).Should().BeEquivalentTo("in", "out", "app.wasm");
        Directory.EnumerateFileSystemEntries(sandbox.In).Select(Path.GetFileName).Should().BeEquivalentTo("dataset");
        File.ReadAllText(Path.Combine(sandbox.In, "dataset")).Should().Be("data\n");
        new DirectoryInfo(sandbox.Out).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Should().OnlyContain(entry => entry.LinkTarget == null && entry.Name != ".spool");
        return (outcome, sandbox.Tree());
    }

    private static string Generate(Random random)
    {
        var module = new StringBuilder("(module ");
        AppendImports(module, s_calls);
        module.Append("(memory (export \"memory\") 2) (data (i32.const 0) \"");
        foreach (var path in s_paths)
        {
            module.Append(path).Insert(module.Length, "\\00", 16 - path.Length);
        }

        // Lists of buffers: addresses and lengths inside the memory.
        for (var i = 0; i < 32; i++)
        {
            var (address, length) = (random.Next(0x8000), random.Next(0x100));
            module.Append(CultureInfo.InvariantCulture, $"\\{address & 255:x2}\\{address >> 8:x2}\\00\\00\\{length:x2}\\00\\00\\00");
        }

        module.Append("\") (func (export \"_start\") ");
        for (var i = 0; i < CallsEach; i++)
        {
            // A good share of opens: the other calls need descriptors.
            var call = random.Next(4) == 0 ? Array.FindIndex(s_calls, entry => entry.Name == "path_open") : random.Next(s_calls.Length);
            var path = 0;
            foreach (var parameter in s_calls[call].Shape)
            {
                path = parameter == 'p' ? random.Next(s_paths.Length) : path;
                module.Append(CultureInfo.InvariantCulture, $"{TypeOf(parameter)}.const {Argument(random, parameter, path)} ");
            }

            module.Append("call ").Append(call).Append(" drop ");
        }

        return module.Append("))").ToString();
    }

    private static long Argument(Random random, char parameter, int path) => random.Next(2000) == 0
        ? new long[] { -1, int.MinValue, int.MaxValue, 1 << 17 }[random.Next(4)]
        : parameter switch
        {
            'f' => random.Next(20) == 0 ? random.Next(5) : random.Next(5, 9),
            'd' => random.Next(5) == 0 ? random.Next(9) : 4,
            'p' => 16 * path,
            'n' => s_paths[path].Length,
            'v' => 256 + (8 * random.Next(16)),
            'c' => random.Next(16),
            _ => random.Next(3) switch { 0 => random.Next(16), 1 => random.Next(0x8000), _ => 0x4000 + (8 * random.Next(256)) },
        };

    private static string TypeOf(char parameter) => parameter == 'l' ? "i64" : "i32";

    private static void AppendImports(StringBuilder module, IEnumerable<(string Name, string Shape)> calls)
    {
        foreach (var (name, shape) in calls)
        {
            var parameters = string.Join(' ', shape.Select(TypeOf));
            module.Append(CultureInfo.InvariantCulture, $"(import \"wasi_snapshot_preview1\" \"{name}\" (func (param {parameters}) (result i32)))");
        }
    }
}
