namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>One thing that is done to a network.</summary>
/// <param name="Kind">What.</param>
/// <param name="Victim">To whom.</param>
/// <param name="Lasts">How long until it is put right; zero for what cannot be.</param>
/// <param name="Jump">By how much a clock jumps; zero for others.</param>
/// <param name="Pause">How long until the next strike.</param>
internal sealed record Strike(StrikeKind Kind, string Victim, TimeSpan Lasts, TimeSpan Jump, TimeSpan Pause)
{
    public override string ToString() => FormattableString.Invariant($"{Kind} {Victim} lasts {Lasts.TotalSeconds:0.0} s, jumps {Jump.TotalSeconds:0} s, then {Pause.TotalSeconds:0.0} s");
}
