namespace Ect.Content;

/// <summary>Something is wrong with content or with a place that keeps it. The derived type says what and whose fault.</summary>
public abstract class ContentException(string message, Exception? inner = null) : Exception(message, inner);
