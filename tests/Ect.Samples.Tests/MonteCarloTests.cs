using System.Numerics;
using System.Text.Json;
using Ect.Worker.Runtimes;

namespace Ect.Samples.Tests;

public sealed class MonteCarloTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 42)]
    public async Task Count_agrees_with_the_generator_written_in_CSharp(ulong index, ulong seed)
    {
        const int samples = 200_000;

        using var run = await SampleRun.RunAsync("monte-carlo", $"{index}", null, $"{samples}", $"{seed}");

        run.Outcome.Should().BeOfType<RunOutcome.Completed>();
        using var json = JsonDocument.Parse(run.Text("result.json"));
        var inside = json.RootElement.GetProperty("inside").GetInt32();
        inside.Should().Be(CountInside(index, seed, samples));
        json.RootElement.GetProperty("pi").GetString().Should().StartWith($"{4m * inside / samples:0.00000}");
    }

    [Fact]
    public async Task Callback_is_the_estimate_as_one_contract_word()
    {
        using var run = await SampleRun.RunAsync("monte-carlo", "0", null);
        using var json = JsonDocument.Parse(run.Text("result.json"));

        var word = await File.ReadAllBytesAsync(Path.Combine(run.Out, "callback.bin"), TestContext.Current.CancellationToken);

        word.Should().HaveCount(32);
        var pi = json.RootElement.GetProperty("pi").GetString()!.Replace(".", "", StringComparison.Ordinal);
        new BigInteger(word, isUnsigned: true, isBigEndian: true).ToString().Should().Be(pi);
        ((double)BigInteger.Parse(pi) / 1e18).Should().BeApproximately(Math.PI, 0.01);
        TestContext.Current.TestOutputHelper!.WriteLine($"{run.Outcome.Usage}");
    }

    [Theory]
    [InlineData("0", "0", "the number of samples is '0'")]
    [InlineData("0", "-5", "the number of samples is '-5'")]
    [InlineData("0", "many", "the number of samples is 'many'")]
    [InlineData("x", "5", "ECT_TASK_INDEX is 'x'")]
    public async Task Wrong_argument_is_named(string index, string samples, string message)
    {
        using var run = await SampleRun.RunAsync("monte-carlo", index, null, samples);

        run.Text("stderr.txt").Should().Contain(message);
        run.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(2);
    }

    private static int CountInside(ulong index, ulong seed, int samples)
    {
        var mixed = seed ^ SplitMix(ref index);
        ulong[] s = [SplitMix(ref mixed), SplitMix(ref mixed), SplitMix(ref mixed), SplitMix(ref mixed)];
        var inside = 0;
        for (var i = 0; i < samples; i++)
        {
            var point = BitOperations.RotateLeft(s[1] * 5, 7) * 9;
            var t = s[1] << 17;
            (s[2], s[3]) = (s[2] ^ s[0], s[3] ^ s[1]);
            (s[1], s[0]) = (s[1] ^ s[2], s[0] ^ s[3]);
            (s[2], s[3]) = (s[2] ^ t, BitOperations.RotateLeft(s[3], 45));
            var (x, y) = (point >> 33, point & int.MaxValue);
            inside += (UInt128)x * x + ((UInt128)y * y) < UInt128.One << 62 ? 1 : 0;
        }

        return inside;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
