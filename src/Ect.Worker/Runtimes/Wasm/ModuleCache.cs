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
    private const int MaxTooSlow = 1000;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lock _lock = new();
    private readonly Lock _disk = new();
    private readonly LinkedList<(string Key, Task<Task<Module>> Module)> _recent = [];
    private readonly Dictionary<string, TimeSpan> _tooSlow = [];
    private readonly Compilers _compilers;
    private readonly Engine _engine;
    private readonly TimeProvider _time;
    private readonly long _budget;
    private readonly string? _root;
    private readonly string? _folder;

    /// <param name="engine">Compiles the modules.</param>
    /// <param name="folder">Where compiled modules are kept, or null to keep none.</param>
    /// <param name="time">Times compilations, and says when a module was last used.</param>
    /// <param name="budget">Bytes of disk for all that is in the folder, of other versions of the engine too.</param>
    /// <param name="compilers">Most compilations at a time; null for a quarter of the processors, at least two.</param>
    public ModuleCache(Engine engine, string? folder, TimeProvider time, long budget = DefaultBudget, int? compilers = null)
    {
        (_engine, _time, _budget) = (engine, time, budget);
        _compilers = new(compilers ?? Math.Max(2, Environment.ProcessorCount / 4), time);
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
    /// Loads or compiles a module, or joins whoever began. A compilation cannot be stopped: it is left behind, and its module is
    /// remembered: it serves if it is ready one day, and is not waited for or compiled again.
    /// </summary>
    /// <param name="app">The module.</param>
    /// <param name="limit">Longest compilation, and longest wait for a place to compile in.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="WasmtimeException">The bytes are not a module that the engine accepts.</exception>
    /// <exception cref="TimeoutException">The module takes longer to compile, now or when it was tried before.</exception>
    /// <exception cref="CompilersBusyException">Others compiled all that time.</exception>
    public async Task<Module> GetAsync(byte[] app, TimeSpan limit, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(app));
        var module = await Find(key, app, limit).WaitAsync(cancellationToken);
        if (!module.IsCompleted && IsTooSlow(key, limit))
        {
            throw new TimeoutException();
        }

        try
        {
            return await module.WaitAsync(limit, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            RememberTooSlow(key, limit);
            throw;
        }
    }

    private Task<Task<Module>> Find(string key, byte[] app, TimeSpan limit)
    {
        lock (_lock)
        {
            var known = _recent.FirstOrDefault(entry => entry.Key == key);
            if (known.Module is not null)
            {
                _recent.Remove(known);
            }

            var module = known.Module is null or { IsFaulted: true } or { IsCompletedSuccessfully: true, Result.IsFaulted: true }
                ? Task.Run(() => BeginAsync(key, app, limit))
                : known.Module;
            _recent.AddFirst((key, module));

            // A module that falls out may still be running: the finalizer frees it when the last run is over.
            if (_recent.Count > MaxInMemory && _recent.LastOrDefault(entry => entry.Module is { IsFaulted: true } or { IsCompletedSuccessfully: true, Result.IsCompleted: true }) is { Key: not null } oldest)
            {
                _recent.Remove(oldest);
            }

            return module;
        }
    }

    // Ends when the module is loaded, or its compilation begins.
    private async Task<Task<Module>> BeginAsync(string key, byte[] app, TimeSpan limit)
    {
        var path = _folder is null ? null : Path.Combine(_folder, $"{key}.cwasm");
        return path is not null && TryLoad(key, path) is { } loaded ? Task.FromResult(loaded)
            : IsTooSlow(key, limit) ? throw new TimeoutException()
            : await _compilers.BeginAsync(() => Compile(key, app, path), limit);
    }

    private bool IsTooSlow(string key, TimeSpan limit)
    {
        lock (_lock)
        {
            return _tooSlow.TryGetValue(key, out var exceeded) && limit <= exceeded;
        }
    }

    private void RememberTooSlow(string key, TimeSpan limit)
    {
        lock (_lock)
        {
            if (_tooSlow.Count >= MaxTooSlow)
            {
                _tooSlow.Clear();
            }

            _tooSlow[key] = limit;
        }
    }

    private Module Compile(string key, byte[] app, string? path)
    {
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
                var total = files.Sum(DiskUse.BytesOf);
                foreach (var oldest in files.TakeWhile(_ => total > _budget))
                {
                    total -= DiskUse.BytesOf(oldest);
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
