namespace Ect.Protocol.Apps;

/// <summary>Runtimes by name.</summary>
public static class AppRuntimeNames
{
    /// <summary>As a worker advertises what it has: "wasm32-wasi" or "oci".</summary>
    public static string Advertised(this AppRuntime runtime) => runtime switch
    {
        AppRuntime.Wasm => "wasm32-wasi",
        AppRuntime.Oci => "oci",
        _ => throw new ArgumentOutOfRangeException(nameof(runtime), runtime, "A new runtime needs a name."),
    };

    /// <summary>As a manifest writes it: "wasm" or "oci".</summary>
    internal static string InManifest(this AppRuntime runtime) => runtime switch
    {
        AppRuntime.Wasm => "wasm",
        AppRuntime.Oci => "oci",
        _ => throw new ArgumentOutOfRangeException(nameof(runtime), runtime, "A new runtime needs a name."),
    };
}
