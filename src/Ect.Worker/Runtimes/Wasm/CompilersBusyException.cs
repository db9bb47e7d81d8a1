namespace Ect.Worker.Runtimes.Wasm;

/// <summary>No compiler became free in time: modules that take too long hold them all. Whoever waits is not to blame, nor is the worker.</summary>
internal sealed class CompilersBusyException(int compilers) : Exception(
    $"This worker's {compilers} compilers are busy with modules that take too long.");
