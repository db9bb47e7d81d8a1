using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Worker.Machine;

namespace Ect.Worker.Tests.Machine;

public sealed class WorkerAdTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_machine_says_what_it_is()
    {
        var ad = Ad("[]");
        Number(ad, "Cpus").Should().Be(Environment.ProcessorCount);
        Number(ad, "Memory").Should().BePositive();
        Number(ad, "Disk").Should().BePositive();
        Number(ad, "Score").Should().Be(123.5);
        Number(ad, "GPUs").Should().BeGreaterThanOrEqualTo(0);
        Text(ad, "Arch").Should().NotBeEmpty();
        Text(ad, "CpuModel").Should().NotBeEmpty();
        Text(ad, "Processor").Should().Be(Samples.Machine.Processor);
        ad.Evaluate("Runtimes").ToString().Should().Be("{ \"wasm\" }");
    }

    [Fact]
    public void The_owner_has_the_last_word()
    {
        var ad = Ad("[ Place = \"DE\"; memory = 4096; Price = 0.5; Requirements = TARGET.Price >= MY.Price ]");
        Text(ad, "Place").Should().Be("DE");
        Number(ad, "Memory").Should().Be(4096);
        ad["Requirements"]!.ToString().Should().Be("TARGET.Price >= MY.Price");
    }

    [Fact]
    public void What_is_sent_is_read_back_as_the_same()
    {
        var ad = Ad("[ Note = \"a \\\"quote\\\" and ümlauts\" ]");
        ClassAd.Parse(ad.ToString()).ToString().Should().Be(ad.ToString());
        ad.ToString().Length.Should().BeLessThan(ClassAdLimits.Small.SourceLength);
    }

    [Fact]
    public void A_processor_has_a_speed() => SpeedTest.Run().Should().BeInRange(1, 100_000, "from an emulator to a machine of years to come");

    [Theory]
    [InlineData("flags\t\t: fpu sse4_2 avx2", "fpu,sse4_2,avx2")]
    [InlineData("Features\t: fp asimd", "fp,asimd")]
    [InlineData("vendor_id : x", "")]
    public void The_processor_says_what_it_can(string lines, string expected) =>
        string.Join(',', CpuInfo.Flags(CpuInfo.Of([lines]))).Should().Be(expected);

    [Fact]
    public void A_driver_names_its_processors()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "0000:01:00.0"));
        File.WriteAllText(Path.Combine(_folder.Path, "0000:01:00.0", "information"), "Model: \t\t NVIDIA H200\nIRQ:   1\n");
        Gpus.Read(_folder.Path).Should().Equal("NVIDIA H200");
        Gpus.Read(Path.Combine(_folder.Path, "none")).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private ClassAd Ad(string owner) => WorkerAd.Read(Samples.Options(_folder.Path) with { Ad = ClassAd.Parse(owner) }, Samples.Machine, 123.5).Now();

    private static double Number(ClassAd ad, string name) => ad.Evaluate(name).TryGetNumber(out var number) ? number : throw new InvalidOperationException($"{name} is no number.");

    private static string Text(ClassAd ad, string name) => ad.Evaluate(name).TryGetText(out var text) ? text : throw new InvalidOperationException($"{name} is no text.");
}
