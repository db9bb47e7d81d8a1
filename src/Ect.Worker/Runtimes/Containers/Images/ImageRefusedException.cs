namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>An image that no worker should load: not what its digest says, dangerous, or too large. The message is equal on every machine.</summary>
internal sealed class ImageRefusedException(string message, Exception? inner = null) : Exception(message, inner);
