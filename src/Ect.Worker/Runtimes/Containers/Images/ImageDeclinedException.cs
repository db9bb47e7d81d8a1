namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>An image that this worker does not bring, because of its machine or what its owner allows; another may.</summary>
internal sealed class ImageDeclinedException(string message, Exception? inner = null) : Exception(message, inner);
