using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Worker.Runtimes;

namespace Ect.Samples.Tests;

public sealed class FfmpegTests(FfmpegTests.Ffmpeg ffmpeg) : IClassFixture<FfmpegTests.Ffmpeg>
{
    [Fact]
    public async Task Clip_is_transcoded_and_its_picture_taken_to_the_same_bytes_three_times()
    {
        var results = new List<IReadOnlyDictionary<string, string>>();
        for (var i = 0; i < 3; i++)
        {
            var (outcome, files, _) = await ffmpeg.RunAsync(
                Comparison.Exact.Default,
                new Dictionary<string, string> { ["clip.mp4"] = RepositoryRoot.File("samples", "ffmpeg-transcode", "clip.mp4") },
                "-i", "/in/clip.mp4", "-threads", "1", "-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1", "-vf", "scale=160:-2", "-c:v", "mpeg4", "-q:v", "6", "/out/small.mkv", "-threads", "1", "-fflags", "+bitexact", "-flags", "+bitexact", "-frames:v", "1", "/out/first.png");
            outcome.Should().BeOfType<RunOutcome.Completed>(outcome.ToString());
            files.Keys.Should().BeEquivalentTo("small.mkv", "first.png", "stdout.txt", "stderr.txt");
            outcome.Usage.OutputBytes.Should().BeInRange(10_000, 1 << 20);
            TestContext.Current.TestOutputHelper!.WriteLine($"{ffmpeg.ArchiveBytes >> 20} MiB, {outcome.Usage}");
            results.Add(files);
        }

        results[1].Should().BeEquivalentTo(results[0]);
        results[2].Should().BeEquivalentTo(results[0]);
    }

    public sealed class Ffmpeg() : ContainerSample("ffmpeg-transcode");
}
