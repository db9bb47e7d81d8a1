using Wasmtime;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Adds system calls to a linker, one overload for each shape of call; <paramref name="enter"/> runs before each.</summary>
internal sealed class CallTable(Linker linker, string module, Action enter)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Names => _names;

    public void Add(string name, Action<int> call) =>
        linker.DefineFunction(module, Named(name), call);

    public void Add(string name, Func<Errno> call) =>
        linker.DefineFunction(module, Named(name), () => Enter() + (int)call());

    public void Add(string name, Func<int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a) => Enter() + (int)call(a));

    public void Add(string name, Func<int, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, int b) => Enter() + (int)call(a, b));

    public void Add(string name, Func<int, long, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, long b) => Enter() + (int)call(a, b));

    public void Add(string name, Func<int, int, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, int b, int c) => Enter() + (int)call(a, b, c));

    public void Add(string name, Func<int, long, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, long b, int c) => Enter() + (int)call(a, b, c));

    public void Add(string name, Func<int, long, long, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, long b, long c) => Enter() + (int)call(a, b, c));

    public void Add(string name, Func<int, int, int, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, int b, int c, int d) => Enter() + (int)call(a, b, c, d));

    public void Add(string name, Func<int, long, int, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, long b, int c, int d) => Enter() + (int)call(a, b, c, d));

    public void Add(string name, Func<int, long, long, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, long b, long c, int d) => Enter() + (int)call(a, b, c, d));

    public void Add(string name, Func<int, int, int, int, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, int b, int c, int d, int e) => Enter() + (int)call(a, b, c, d, e));

    public void Add(string name, Func<int, int, int, long, int, Errno> call) =>
        linker.DefineFunction(module, Named(name), (int a, int b, int c, long d, int e) => Enter() + (int)call(a, b, c, d, e));

    public void Add(string name, Func<int, int, int, int, int, int, Errno> call) =>
        linker.DefineFunction(
            module, Named(name), (int a, int b, int c, int d, int e, int f) => Enter() + (int)call(a, b, c, d, e, f));

    public void Add(string name, Func<int, int, int, int, int, int, int, Errno> call) =>
        linker.DefineFunction(
            module, Named(name), (int a, int b, int c, int d, int e, int f, int g) => Enter() + (int)call(a, b, c, d, e, f, g));

    public void Add(string name, Func<int, int, int, int, long, long, int, Errno> call) =>
        linker.DefineFunction(
            module, Named(name), (int a, int b, int c, int d, long e, long f, int g) => Enter() + (int)call(a, b, c, d, e, f, g));

    public void Add(string name, Func<int, int, int, int, int, long, long, int, int, Errno> call) =>
        linker.DefineFunction(
            module,
            Named(name),
            (int a, int b, int c, int d, int e, long f, long g, int h, int i) => Enter() + (int)call(a, b, c, d, e, f, g, h, i));

    private int Enter()
    {
        enter();
        return 0;
    }

    private string Named(string name)
    {
        _names.Add(name);
        return name;
    }
}
