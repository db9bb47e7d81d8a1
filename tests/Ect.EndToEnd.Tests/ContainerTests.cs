using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Assets;
using Ect.Sdk.Orders;
using Ect.Testing;
using Ect.Worker.Runtimes.Containers.Images;

namespace Ect.EndToEnd.Tests;

/// <summary>Applications in containers, bought and run as a user does it, by three workers that must agree.</summary>
[Collection(RunningNetwork.Name)]
public sealed class ContainerTests(SharedNetwork shared)
{
    private TestNetwork Network => shared.Network;

    [Fact]
    public async Task Three_workers_agree_byte_for_byte_on_a_clip_that_ffmpeg_transcoded()
    {
        var archive = await BuildAsync("ffmpeg-transcode");
        var app = await PublishAsync("--image", archive, "--name", "ffmpeg");
        string[] ffmpeg = ["-i", "/in/clip.mp4", "-threads", "1", "-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1", "-vf", "scale=160:-2", "-c:v", "mpeg4", "-q:v", "6", "/out/small.mkv"];

        var result = await RunAsync(app, ["--input", $"clip.mp4={RepositoryRoot.File("samples", "ffmpeg-transcode", "clip.mp4")}", .. ffmpeg.Select(argument => $"--args={argument}")]);

        await SampleImage.RemoveAsync(ImageFile.Examine(archive, long.MaxValue));
        new FileInfo(Path.Combine(result, "small.mkv")).Length.Should().BeInRange(10_000, 1 << 20);
    }

    [Fact]
    public async Task Three_workers_agree_through_a_comparator_on_sums_whose_last_digits_differ()
    {
        var archive = await BuildAsync("unordered-sum");
        var app = await PublishAsync("--image", archive, "--name", "sums", "--pids", "16", "--compare", """{"kind":"numeric","files":["sums.csv"],"significantDigits":9,"ignore":["stdout.txt"]}""");

        var result = await RunAsync(app, ["--args=4"]);

        await SampleImage.RemoveAsync(ImageFile.Examine(archive, long.MaxValue));
        File.ReadAllText(Path.Combine(result, "sums.csv")).Should().StartWith("part,sum\n1,8.42629173\n");
        File.Exists(Path.Combine(result, "stdout.txt")).Should().BeFalse();
    }

    private async Task<string> RunAsync(System.Numerics.BigInteger app, string[] arguments)
    {
        var output = Network.NewPath();
        (await Network.EctAsync(["run", AssetId.Format(app), "--trust", "3", "--out", output, "--timeout", "5m", .. arguments])).ShouldSucceed();
        return Path.Combine(output, "0");
    }

    private async Task<System.Numerics.BigInteger> PublishAsync(params string[] arguments)
    {
        var published = (await Network.EctAsync(["app", "publish", .. arguments])).ShouldSucceed();
        var app = AssetId.Parse((string)published.Document["asset"]!["id"]!);
        await Network.Requester.Orders.Market.PostAsync(Network.Requester.Orders.Sign(new AppOrder(
            app, SampleShop.AppPrice, 100, Bytes32.Zero, 0, 0, Address.Zero, (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), OrderClient.NewSalt())));
        return app;
    }

    private async Task<string> BuildAsync(string sample)
    {
        await ContainerEngine.AddressAsync();
        if (ContainerEngine.IsOwn)
        {
            ContainerEngine.SkipOrFail("The network's workers find no container engine: set DOCKER_HOST, or have one at /var/run/docker.sock.");
        }

        var archive = $"{Network.NewPath()}.tar";
        await SampleImage.BuildAsync(sample, archive, TestContext.Current.CancellationToken);
        return archive;
    }
}
