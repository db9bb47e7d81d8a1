using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Programs;

/// <summary>What contracts are tested against is what the evaluator says today.</summary>
public sealed class MatchmakerVectorTests
{
    private static readonly (string Text, IReadOnlyList<(byte[] Program, Value Value)> Rows) Made = MatchmakerVectors.Make();

    [Fact]
    public void The_file_is_what_the_evaluator_says()
    {
        if (Environment.GetEnvironmentVariable("ECT_UPDATE_SNAPSHOTS") is "1")
        {
            File.WriteAllText(MatchmakerVectors.Path, Made.Text);
        }

        (File.ReadAllText(MatchmakerVectors.Path) == Made.Text).Should().BeTrue(
            "compiler and evaluator must give what stands in tests/vectors/matchmaker.jsonl; ECT_UPDATE_SNAPSHOTS=1 writes it anew, then run the contracts' tests");
    }

    [Fact]
    public void Every_instruction_occurs() =>
        Made.Rows.SelectMany(row => Opcodes(row.Program)).Distinct().Should().BeEquivalentTo(Enum.GetValues<Opcode>());

    [Theory]
    [InlineData(ValueKind.Undefined)]
    [InlineData(ValueKind.Error)]
    [InlineData(ValueKind.Boolean)]
    [InlineData(ValueKind.Integer)]
    [InlineData(ValueKind.String)]
    public void Every_type_of_value_occurs_often(ValueKind kind) =>
        Made.Rows.Count(row => row.Value.Kind == kind).Should().BeGreaterThan(MatchmakerVectors.Expressions / 25);

    [Fact]
    public void True_and_false_both_occur_often()
    {
        Made.Rows.Count(row => row.Value == Value.True).Should().BeGreaterThan(MatchmakerVectors.Expressions / 20);
        Made.Rows.Count(row => row.Value == Value.False).Should().BeGreaterThan(MatchmakerVectors.Expressions / 20);
    }

    private static IEnumerable<Opcode> Opcodes(byte[] program)
    {
        for (var at = 0; at < program.Length; at++)
        {
            var code = (Opcode)program[at];
            yield return code;
            at += code switch { Opcode.Integer => sizeof(long), Opcode.Text or Opcode.Attribute => ProgramLimits.Text, _ => 0 };
        }
    }
}
