using Ect.Contracts;

namespace Ect.Worker.Availability;

/// <summary>A challenge that the chain's events told of, and what this worker has done about it.</summary>
/// <param name="challenged">As it was made; how it stands is asked of the chain.</param>
internal sealed class WatchedChallenge(EctHub.ResultChallengedEvent challenged)
{
    /// <summary>The latest telling: who withdraws may challenge again.</summary>
    public EctHub.ResultChallengedEvent Event { get; set; } = challenged;

    /// <summary>This worker's place among those who agreed; null until it is needed.</summary>
    public int? Turn { get; set; }

    /// <summary>When the result is uploaded next.</summary>
    public DateTimeOffset NextUpload { get; set; } = DateTimeOffset.MinValue;

    /// <summary>What the log has of it last.</summary>
    public string? Told { get; set; }
}
