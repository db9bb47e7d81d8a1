using System.Text;
using Ect.Worker.Runtimes.Wasm;
using Wasmtime;

namespace Ect.Worker.Tests.Runtimes.Wasm;

public sealed class CompilersTests : IDisposable
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Engine engine = EngineSettings.Create();

    [Fact]
    public async Task Compilation_that_was_given_up_keeps_its_place_until_it_ends_and_its_module_is_not_compiled_again()
    {
        var cache = new ModuleCache(engine, null, TimeProvider.System, compilers: 1);
        var (slow, quick) = (Slow(), Module.ConvertText("(module)"));

        await Getting(cache, slow, s_moment).Should().ThrowAsync<TimeoutException>();
        await Getting(cache, quick, s_moment).Should().ThrowAsync<CompilersBusyException>("the compilation goes on");
        await Getting(cache, slow, s_moment).Should().ThrowAsync<TimeoutException>();

        (await Getting(cache, quick, s_patience)()).Should().NotBeNull("the compilation ends one day");
        (await Getting(cache, slow, s_moment)()).Should().NotBeNull("it is ready, and serves");
    }

    [Fact]
    public async Task Module_that_was_too_slow_and_was_not_kept_is_refused_at_once()
    {
        var cache = new ModuleCache(engine, null, TimeProvider.System, compilers: 1);
        var slow = Slow();
        await Getting(cache, slow, s_moment).Should().ThrowAsync<TimeoutException>();
        for (var i = 0; i < 20; i++)
        {
            await Getting(cache, Module.ConvertText($"(module (func (result i32) i32.const {i}))"), s_patience)();
        }

        await Getting(cache, slow, s_moment).Should().ThrowAsync<TimeoutException>("it fell out of memory");
        (await Getting(cache, Module.ConvertText("(module)"), s_moment * 1000)()).Should().NotBeNull("nobody compiles");
    }

    public void Dispose() => engine.Dispose();

    private static Func<Task<Module>> Getting(ModuleCache cache, byte[] app, TimeSpan limit) => () => cache.GetAsync(app, limit, TestContext.Current.CancellationToken);

    // One function that takes a compiler seconds.
    private static byte[] Slow()
    {
        var text = new StringBuilder("(module (func (param i32 i32) (result i32)");
        for (var i = 0; i < 100_000; i++)
        {
            text.Append("(local.set 0 (i32.add (i32.mul (local.get 0) (local.get 1)) (i32.const ").Append(i).Append(")))");
        }

        return Module.ConvertText(text.Append("(local.get 0)))").ToString());
    }
}
