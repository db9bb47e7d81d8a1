using Ect.Worker.Machine;

namespace Ect.Worker.Tests.Machine;

public sealed class MachineTests
{
    [Fact]
    public void The_machine_is_described_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var machine = MachineInfo.Read(folder.Path);
        machine.CpuCores.Should().Be(Environment.ProcessorCount);
        machine.CpuModel.Should().NotBeEmpty();
        machine.MemoryBytes.Should().BeGreaterThan(64 << 20);
        machine.DiskFreeBytes.Should().BePositive();
    }

    [Theory]
    [InlineData("processor\t: 0|model name\t: Foo CPU @ 2.4GHz", "Foo CPU @ 2.4GHz")]
    [InlineData("Hardware\t: BCM2711", "BCM2711")]
    [InlineData("model name:|Model\t: Pi", "Pi")]
    [InlineData("vendor_id : x", null)]
    public void The_processor_is_named_by_its_own_words(string lines, string? expected) =>
        MachineInfo.CpuModelFrom(CpuInfo.Of(lines.Split('|'))).Should().Be(expected);

    [Fact]
    public void Two_workers_cannot_share_a_folder()
    {
        using var folder = new TemporaryFolder();
        using (FolderLock.Take(folder.Path))
        {
            var second = () => FolderLock.Take(folder.Path);
            second.Should().Throw<WorkerStartException>().WithMessage($"*{folder.Path}*another worker*");
        }

        FolderLock.Take(folder.Path).Dispose();
    }
}
