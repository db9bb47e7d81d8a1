namespace Ect.Simulation;

/// <summary>One rule that can be switched off.</summary>
/// <param name="Name">In words.</param>
/// <param name="Off">The rules without it.</param>
public sealed record RuleSwitch(string Name, Func<Rules, Rules> Off)
{
    public static RuleSwitch Commitments { get; } = new("commit before opening", rules => rules with { CommitBeforeOpening = false });

    public static RuleSwitch Stakes { get; } = new("stakes are slashed", rules => rules with { SlashStake = false });

    public static RuleSwitch Draw { get; } = new("workers are drawn", rules => rules with { DrawWorkers = false });

    public static RuleSwitch Fees { get; } = new("reputation costs burned fees", rules => rules with { ReputationCostsFees = false });

    public static RuleSwitch Burning { get; } = new("penalties are burned", rules => rules with { BurnPenalties = false });

    public static RuleSwitch Dissent { get; } = new("punished dissent is bounded", rules => rules with { BoundDissent = false });

    public static RuleSwitch SelfAssignment { get; } = new("drawn workers need no leave", rules => rules with { SelfAssignment = false });

    public static RuleSwitch Declining { get; } = new("declining costs", rules => rules with { PunishDeclining = false });

    public static RuleSwitch FailedStakes { get; } = new("stake of a failed task is burned", rules => rules with { BurnStakeOfFailedTask = false });
}
