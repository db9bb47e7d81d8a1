namespace Ect.Worker.Preferences;

/// <summary>The owner's word that the worker is to rest, whatever the machine does.</summary>
/// <param name="Until">Until when; null: until told otherwise.</param>
/// <param name="Finish">Whether what runs is finished first; false: it is paused at once.</param>
public sealed record RestOrder(DateTimeOffset? Until = null, bool Finish = false);
