namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>Whose fault it is that an engine does not load an image whose bytes are the right ones.</summary>
internal static class LoadError
{
    // As the system spells them. At the end: what stands before comes from the image, which must not speak for the machine.
    private static readonly string[] s_machine =
        ["no space left on device", "disk quota exceeded", "input/output error", "read-only file system", "cannot allocate memory", "too many open files", "permission denied", "operation not permitted"];

    /// <summary>Whether this machine, not the image, is to blame.</summary>
    /// <param name="error">What the engine says.</param>
    public static bool IsMachines(string error) => s_machine.Any(end => error.TrimEnd().EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
