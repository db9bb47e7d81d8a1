using Ect.Worker.Inputs;
using Ect.Worker.Runtimes.Wasm;
using Microsoft.Extensions.Time.Testing;
using Wasmtime;

namespace Ect.Worker.Tests.Runtimes.Wasm;

public sealed class ModuleCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);
    private readonly Engine engine = EngineSettings.Create();

    [Fact]
    public async Task Beyond_the_budget_the_least_recently_used_module_goes()
    {
        await CompileAsync(1, long.MaxValue);
        var first = Kept.Single();
        var budget = DiskUse.Of(Files.Single()).Bytes * 5 / 2; // for two
        await CompileAsync(2, budget);
        var second = Kept.Except([first]).Single();
        await CompileAsync(1, budget); // Not from memory, in a cache of its own: this is a use.

        await CompileAsync(3, budget);

        Kept.Should().HaveCount(2).And.Contain(first).And.NotContain(second);
    }

    [Fact]
    public async Task What_an_earlier_version_left_counts_and_goes_first()
    {
        var old = Path.Combine(Directory.CreateDirectory(folder["wasmtime-1.0.0.0-1"]).FullName, "x.cwasm");
        await File.WriteAllBytesAsync(old, new byte[1 << 20], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, time.GetUtcNow().UtcDateTime);

        await CompileAsync(1, 1 << 20);

        Kept.Should().ContainSingle().Which.Should().NotBe("x.cwasm");
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    private IEnumerable<string> Files => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories);

    private IEnumerable<string> Kept => Files.Select(file => Path.GetFileName(file));

    private async Task CompileAsync(int number, long budget)
    {
        time.Advance(TimeSpan.FromMinutes(1));
        var app = Module.ConvertText($"(module (func (export \"f\") (result i32) i32.const {number}))");
        using var module = await new ModuleCache(engine, folder.Path, time, budget).GetAsync(app, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
