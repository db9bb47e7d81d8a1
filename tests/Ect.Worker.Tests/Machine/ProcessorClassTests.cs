using Ect.Worker.Machine;

namespace Ect.Worker.Tests.Machine;

public sealed class ProcessorClassTests
{
    [Theory]
    [InlineData("processor\t: 0|vendor_id\t: GenuineIntel|cpu family\t: 6|model\t\t: 143|model name\t: Xeon|stepping\t: 8||processor: 1|model: 99", "x64 GenuineIntel 6 143")]
    [InlineData("processor\t: 0|CPU implementer\t: 0x41|CPU architecture: 8|CPU variant\t: 0x3|CPU part\t: 0xd0c", "x64 0x41 8 0x3 0xd0c")]
    [InlineData("Hardware : BCM", "x64")]
    [InlineData("", "x64")]
    public void Steppings_and_names_do_not_matter(string lines, string expected) =>
        ProcessorClass.Of("x64", CpuInfo.Of(lines.Split('|'))).Should().Be(expected);

    [Fact]
    public void This_machine_has_a_class() => ProcessorClass.Read().Should().NotBeEmpty();
}
