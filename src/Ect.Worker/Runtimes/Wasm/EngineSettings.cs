using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>The engine that gives the same result on every machine.</summary>
internal static class EngineSettings
{
    /// <summary>To be raised with every change of the settings: compiled modules depend on them.</summary>
    public const int Revision = 2;

    /// <summary>Stack of the application's calls, in bytes; beyond it the application is stopped.</summary>
    public const int StackBytes = 1024 * 1024;

    public static Engine Create() => new(new Config()
        .WithFuelConsumption(true)
        .WithEpochInterruption(true)
        .WithCraneliftNaNCanonicalization(true)
        .WithRelaxedSIMD(false, true)
        .WithWasmThreads(false)
        .WithMemory64(false)
        .WithMultiMemory(false)
        .WithGc(false)
        .WithFunctionReferences(false)
        .WithExceptions(false)
        .WithComponentModel(false)
        .WithMaximumStackSize(StackBytes)

        // One hostile module must not take all cores of the worker.
        .WithParallelCompilation(false));
}
