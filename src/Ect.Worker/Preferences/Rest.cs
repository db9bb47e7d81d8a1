namespace Ect.Worker.Preferences;

/// <summary>Why a worker rests.</summary>
/// <param name="Cause">The kind of reason.</param>
/// <param name="Text">For the owner, with the numbers of this case.</param>
/// <param name="Until">When it ends; null if that depends on what people do.</param>
public sealed record Rest(RestCause Cause, string Text, DateTimeOffset? Until = null);
