using System.Diagnostics;
using Ect.Worker.Runtimes.Wasm;
using Wasmtime;

namespace Ect.Worker.Machine;

/// <summary>How fast one processor of this machine runs WebAssembly: a small loop of integer work, the best of some rounds.</summary>
internal static class SpeedTest
{
    private const int Rounds = 5;

    // Some milliseconds on a present-day machine, of which a round that is disturbed does not count.
    private const int Steps = 1_000_000;

    // xorshift64, whose steps depend on one another.
    private const string Source = """
        (module
          (func (export "run") (param $steps i32) (result i64)
            (local $x i64)
            (local.set $x (i64.const 88172645463325252))
            (loop $again
              (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
              (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
              (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
              (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
              (br_if $again (local.get $steps)))
            (local.get $x)))
        """;

    /// <summary>Millions of fuel units a second: what a deal's category counts work in.</summary>
    public static double Run()
    {
        using var engine = EngineSettings.Create();
        using var module = Module.FromText(engine, "speed", Source);
        using var linker = new Linker(engine);
        using var store = new Store(engine) { Fuel = ulong.MaxValue };
        store.SetEpochDeadline(1); // nobody raises the epoch
        var run = linker.Instantiate(store, module).GetFunction<int, long>("run")!;
        run(1);
        return Enumerable.Range(0, Rounds).Max(_ =>
        {
            var (fuel, begun) = (store.Fuel, Stopwatch.GetTimestamp());
            run(Steps);
            return (fuel - store.Fuel) / Stopwatch.GetElapsedTime(begun).TotalSeconds / 1e6;
        });
    }
}
