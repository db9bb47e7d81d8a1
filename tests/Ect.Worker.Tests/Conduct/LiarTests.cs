using Ect.Content.Trees;
using Ect.Ethereum;
using Ect.Worker.Conduct;
using Ect.Worker.Inputs;

namespace Ect.Worker.Tests.Conduct;

public sealed class LiarTests
{
    private static readonly Address Worker = Samples.WorkerKey.Address;

    [Fact]
    public async Task A_lie_differs_from_the_truth_in_one_byte()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path);
        Liar.Alter(folder.Path, 1, Worker, Samples.Task);
        var differences = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Sum(file => File.ReadAllBytes(file).Count(b => b != (byte)'a'));
        differences.Should().Be(1);
        (await DigestAsync(1, Worker)).Should().NotBe(await DigestAsync(null, Worker));
    }

    [Fact]
    public async Task The_same_seed_tells_the_same_lie_and_every_worker_its_own()
    {
        (await DigestAsync(5, Worker)).Should().Be(await DigestAsync(5, Worker));
        (await DigestAsync(5, Worker)).Should().NotBe(await DigestAsync(6, Worker));
        (await DigestAsync(5, Worker)).Should().NotBe(await DigestAsync(5, Samples.SchedulerKey.Address));
    }

    [Fact]
    public void Even_an_empty_result_is_falsified()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["stdout.txt"], []);
        Liar.Alter(folder.Path, 1, Worker, Samples.Task);
        Directory.EnumerateFiles(folder.Path).Should().HaveCount(2);
    }

    private static async Task<string> DigestAsync(int? seed, Address worker)
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path);
        if (seed is { } lie)
        {
            Liar.Alter(folder.Path, lie, worker, Samples.Task);
        }

        return (await ContentTree.ImportFolderAsync(new HashingStore(), folder.Path)).ToString();
    }

    private static void Fill(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "more"));
        File.WriteAllText(Path.Combine(folder, "stdout.txt"), new string('a', 1000));
        File.WriteAllText(Path.Combine(folder, "more", "data"), new string('a', 5000));
        File.WriteAllText(Path.Combine(folder, "stderr.txt"), "");
    }
}
