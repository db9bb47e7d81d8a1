using System.IO.Compression;
using Ect.ClassAds;

namespace Ect.Bench.ClassAds;

/// <summary>The ads: two jobs and 10,000 machines.</summary>
internal sealed record BenchAds(ClassAd Job, ClassAd LooseJob, IReadOnlyList<ClassAd> Machines)
{
    public static BenchAds Load()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("ECT_ROOT") ?? ".", "bench", "classads");
        using var file = File.OpenRead(Path.Combine(folder, "machines.txt.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<ClassAd> machines = [];
        while (reader.ReadLine() is { } line)
        {
            machines.Add(ClassAd.Parse(line));
        }

        return new(Read("job.txt"), Read("job_loose.txt"), machines);

        ClassAd Read(string name) => ClassAd.Parse(File.ReadAllText(Path.Combine(folder, name)));
    }
}
