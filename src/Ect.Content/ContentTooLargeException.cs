namespace Ect.Content;

/// <summary>Content exceeds a limit on bytes, entries or depth.</summary>
public sealed class ContentTooLargeException(string message) : ContentException(message);
