using System.Text.Json;
using Ect.ClassAds.Matching;

namespace Ect.ClassAds.Tests.Conformance;

public sealed class PairVectorTests
{
    public static TheoryData<string> Pairs => [.. Vectors.Pairs];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_pair_matches_as_in_the_reference(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        var match = Match.Of(ClassAd.Parse(Text("job")), ClassAd.Parse(Text("machine")));
        match.IsMatch.Should().Be(row.GetProperty("match").GetBoolean());
        match.JobAccepts.Should().Be(row.GetProperty("job_accepts").GetBoolean());
        match.MachineAccepts.Should().Be(row.GetProperty("machine_accepts").GetBoolean());
        match.JobRequirements.ToString().Should().Be(Text("job_requirements"));
        match.MachineRequirements.ToString().Should().Be(Text("machine_requirements"));
        match.JobRank.ToString().Should().Be(Text("job_rank"));
        match.MachineRank.ToString().Should().Be(Text("machine_rank"));
        match.Rank.Should().Be(row.GetProperty("rank_number").GetDouble());

        string Text(string name) => row.GetProperty(name).GetString()!;
    }
}
