using System.Diagnostics;
using System.Text.Json;

namespace Ect.EndToEnd.Tests;

public sealed class DemoTests(ITestOutputHelper output)
{
    /// <summary>Two seeds for everybody; ECT_DEMO_SEEDS=1,2,3 names others.</summary>
    public static TheoryData<int> Seeds() =>
        [.. (Environment.GetEnvironmentVariable("ECT_DEMO_SEEDS") ?? "1,8").Split(',').Select(int.Parse)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_demo_pays_the_honest_slashes_the_liar_and_replaces_the_dead(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("ect-demo-test-");
        try
        {
            var report = await RunAsync("demo", "--seed", $"{seed}", "--json", "--out", folder.FullName);
            output.WriteLine(report.ToString());

            report.GetProperty("succeeded").GetBoolean().Should().BeTrue();
            report.GetProperty("tokensConserved").GetBoolean().Should().BeTrue();
            var tasks = report.GetProperty("tasks").EnumerateArray().ToList();
            tasks.Should().HaveCount(10);
            tasks.Should().OnlyContain(task => task.GetProperty("status").GetString() == "completed");
            tasks.Should().OnlyContain(task => task.GetProperty("result").GetProperty("verified").GetBoolean());
            tasks.Should().OnlyContain(task => Outcomes(task).Count(part => part.Outcome == "right") >= 3);

            var liar = report.GetProperty("liar").GetString();
            var victim = report.GetProperty("victim").GetString();
            tasks.SelectMany(Outcomes).Where(part => part.Worker == liar).Should().NotBeEmpty().And.OnlyContain(part => part.Outcome != "right");
            tasks.SelectMany(Outcomes).Should().Contain(part => part.Worker == victim && part.Outcome == "late");
            Total(report, liar!, "after").Should().BeLessThan(Total(report, liar!, "before"));
            foreach (var task in tasks)
            {
                File.Exists(Path.Combine(task.GetProperty("result").GetProperty("folder").GetString()!, "clusters.json")).Should().BeTrue();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<(string Worker, string Outcome)> Outcomes(JsonElement task) =>
        task.GetProperty("contributors").EnumerateArray().Select(part => (part.GetProperty("worker").GetString()!, part.GetProperty("outcome").GetString()!));

    private static decimal Total(JsonElement report, string party, string when) =>
        decimal.Parse(
            report.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("name").GetString() == party).GetProperty(when).GetProperty("total").GetString()!,
            System.Globalization.CultureInfo.InvariantCulture);

    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "ect"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.WriteLine(await errors);
        process.ExitCode.Should().Be(0, answer);
        return JsonDocument.Parse(answer).RootElement;
    }
}
