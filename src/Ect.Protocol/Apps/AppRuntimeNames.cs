namespace Ect.Protocol.Apps;

/// <summary>Runtimes by name.</summary>
public static class AppRuntimeNames
{
    /// <summary>By its name; null for one that this version does not know.</summary>
    public static AppRuntime? Find(string? name) => name switch
    {
        "wasm" => AppRuntime.Wasm,
        "oci" => AppRuntime.Oci,
        _ => null,
    };

    /// <exception cref="FormatException">No such runtime.</exception>
    internal static AppRuntime Parse(string member, string? name) =>
        Find(name) ?? throw new FormatException($"{member} is '{Shown.Of(name)}'; it must be wasm or oci.");

    /// <summary>As manifests, params and workers write it: "wasm" or "oci".</summary>
    public static string Name(this AppRuntime runtime) => runtime switch
    {
        AppRuntime.Wasm => "wasm",
        AppRuntime.Oci => "oci",
        _ => throw new ArgumentOutOfRangeException(nameof(runtime), runtime, "A new runtime needs a name."),
    };
}
