using Ect.Wire;

namespace Ect.Worker.Assignments;

/// <summary>What an assignment turned out to be.</summary>
internal abstract record AssignmentVerdict
{
    private AssignmentVerdict()
    {
    }

    /// <summary>Everything in it is true and worth doing.</summary>
    public sealed record Valid(VerifiedAssignment Assignment) : AssignmentVerdict;

    /// <summary>Not for this worker.</summary>
    public sealed record Refused(RefusalReason Reason, string Message) : AssignmentVerdict;

    /// <summary>True, but no worker can do it.</summary>
    public sealed record Unworkable(Blame Blame, string Message) : AssignmentVerdict;
}
