namespace Ect.Protocol.Apps;

/// <summary>What an application needs of a worker in order to run.</summary>
public enum AppRuntime
{
    /// <summary>A WebAssembly module for WASI preview 1.</summary>
    Wasm = 1,

    /// <summary>An OCI container image.</summary>
    Oci,
}
