namespace Ect.Worker.Sessions;

/// <summary>The scheduler and this worker do not fit: coming back at once cannot help.</summary>
internal sealed class SessionRejectedException(string message) : Exception(message);
