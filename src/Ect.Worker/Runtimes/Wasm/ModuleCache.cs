using System.Security.Cryptography;
using Ect.Contracts.Files;
using Ect.Worker.Inputs;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>
/// Compiled modules, the last few in memory and more of them on disk: beyond its budget the least recently used go. Compiled code is trusted like the worker's own: it
/// is read only from a folder that nobody else can write, and only when its digest is right.
/// </summary>
internal sealed class ModuleCache
{
    /// <summary>Disk for compiled modules, in bytes: a module takes a few times what its application has, 16 MiB at most.</summary>
    public const long DefaultBudget = 2L << 30;

    private const int MaxInMemory = 16;
    private const int CompilerStackBytes = 16 * 1024 * 1024;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lock _lock = new();
    private readonly Lock _disk = new();
    private readonly LinkedList<(string Key, Task<Module> Module)> _recent = [];
    private readonly Engine _engine;
    private readonly TimeProvider _time;
    private readonly long _budget;
    private readonly string? _root;
    private readonly string? _folder;

    /// <param name="engine">Compiles the modules.</param>
    /// <param name="folder">Where compiled modules are kept, or null to keep none.</param>
    /// <param name="time">Says when a module was last used.</param>
    /// <param name="budget">Bytes of disk for all that is in the folder, of other versions of the engine too.</param>
    public ModuleCache(Engine engine, string? folder, TimeProvider time, long budget = DefaultBudget)
    {
        (_engine, _time, _budget) = (engine, time, budget);
        if (folder is not null)
        {
            _root = folder;
            // The engine's version stands in the path: another version's code is not even opened.
            var version = typeof(Engine).Assembly.GetName().Version;
            _folder = Path.Combine(folder, $"wasmtime-{version}-{EngineSettings.Revision}");
            CreatePrivate(_folder);
            Evict();
        }
    }

    /// <summary>
    /// Begins to load or compile a module, or joins whoever began. A compilation cannot be stopped: whoever loses patience
    /// leaves it behind, and whoever asks for the module again waits for the same one.
    /// </summary>
    /// <exception cref="WasmtimeException">Through the task: the bytes are not a module that the engine accepts.</exception>
    public Task<Module> GetAsync(byte[] app)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(app));
        lock (_lock)
        {
            var known = _recent.FirstOrDefault(entry => entry.Key == key);
            if (known.Module is not null)
            {
                _recent.Remove(known);
            }

            var module = known.Module is null or { IsFaulted: true } ? Start(key, app) : known.Module;
            _recent.AddFirst((key, module));

            // A module that falls out may still be running: the finalizer frees it when the last run is over.
            if (_recent.Count > MaxInMemory && _recent.LastOrDefault(entry => entry.Module.IsCompleted) is { Key: not null } oldest)
            {
                _recent.Remove(oldest);
            }

            return module;
        }
    }

    private Task<Module> Start(string key, byte[] app)
    {
        var done = new TaskCompletionSource<Module>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    done.SetResult(LoadOrCompile(key, app));
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
            },
            CompilerStackBytes)
        {
            IsBackground = true,
            Name = "wasm compiler",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return done.Task;
    }

    private Module LoadOrCompile(string key, byte[] app)
    {
        var path = _folder is null ? null : Path.Combine(_folder, $"{key}.cwasm");
        if (path is not null && TryLoad(key, path) is { } loaded)
        {
            return loaded;
        }

        var module = Module.FromBytes(_engine, key, app);
        if (path is not null)
        {
            Save(path, module.Serialize());
        }

        return module;
    }

    private Module? TryLoad(string key, string path)
    {
        try
        {
            var file = File.ReadAllBytes(path).AsSpan();
            if (file.Length <= SHA256.HashSizeInBytes || !SHA256.HashData(file[SHA256.HashSizeInBytes..]).AsSpan().SequenceEqual(file[..SHA256.HashSizeInBytes]))
            {
                return null;
            }

            var module = Module.Deserialize(_engine, key, file[SHA256.HashSizeInBytes..]);
            NoteUse(path);
            return module;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or WasmtimeException)
        {
            // Absent, unreadable or from another engine: compiling again is always right.
            return null;
        }
    }

    private void Save(string path, byte[] code)
    {
        try
        {
            WholeFile.Write(path, [.. SHA256.HashData(code), .. code]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The cache only saves time: a full disk shows itself where it matters.
            return;
        }

        NoteUse(path);
        Evict();
    }

    private void NoteUse(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It goes sooner than it should.
        }
    }

    // What is loaded was read whole: nobody needs its file.
    private void Evict()
    {
        lock (_disk)
        {
            try
            {
                var files = new DirectoryInfo(_root!).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.LastWriteTimeUtc).ToList();
                var total = files.Sum(file => DiskUse.Of(file.FullName).Bytes);
                foreach (var oldest in files.TakeWhile(_ => total > _budget))
                {
                    total -= DiskUse.Of(oldest.FullName).Bytes;
                    oldest.Delete();
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Tried again with the next module.
            }
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, Private);
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new IOException($"The module cache '{folder}' is a link; name a folder of the worker's own.");
        }

        // Fails, and rightly so, when the folder belongs to somebody else.
        File.SetUnixFileMode(folder, Private);
    }
}
