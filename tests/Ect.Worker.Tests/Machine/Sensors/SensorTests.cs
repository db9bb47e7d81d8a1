using Ect.Worker.Machine.Sensors;

namespace Ect.Worker.Tests.Machine.Sensors;

/// <summary>Files as the kernel writes them, in a folder of the test.</summary>
public sealed class SensorTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder root = new();
    private TimeSpan containers;

    public void Dispose() => root.Dispose();

    [Fact]
    public void Others_load_is_all_that_was_used_less_the_workers_its_childrens_its_containers_and_the_engines()
    {
        var load = new ProcessorLoad(root["proc"], () => containers);
        Write("proc/stat", "cpu  1000 100 200 8000 500 10 20 0 0 0\ncpu0 1000 100 200 8000 500 10 20 0 0 0\nintr 5\n");
        Write("proc/self/stat", Stat(7, "ect (worker) x", 100, 10, 50, 5));
        Write("proc/7/stat", Stat(7, "ect (worker) x", 100, 10, 50, 5));
        Write("proc/8/stat", Stat(8, "dockerd", 40, 4, 0, 0));
        Write("proc/9/stat", Stat(9, "firefox", 300, 30, 0, 0));
        load.SinceLast().Should().BeNull("there is nothing to compare with");

        // 1,000 ticks go by, of which 700 are work: 200 the worker's, 100 its containers', 50 the engine's.
        Write("proc/stat", "cpu  1500 200 280 8250 550 15 35 0 0 0\n");
        Write("proc/self/stat", Stat(7, "ect (worker) x", 200, 60, 90, 15));
        Write("proc/8/stat", Stat(8, "dockerd", 80, 14, 0, 0));
        containers = TimeSpan.FromSeconds(1);
        load.SinceLast().Should().BeApproximately((700 - 200 - 100 - 50) / 1000.0, 1e-9);
    }

    [Fact]
    public void Load_that_cannot_be_known_is_not_invented()
    {
        var load = new ProcessorLoad(root["proc"], () => TimeSpan.Zero);
        load.SinceLast().Should().BeNull();
        load.SinceLast().Should().BeNull();
        Write("proc/stat", "something else\n");
        load.SinceLast().Should().BeNull();
    }

    [Fact]
    public void The_terminal_that_was_read_last_tells_when_somebody_typed()
    {
        var terminals = new TerminalInput(root["dev"]);
        terminals.Last().Should().BeNull();
        Touch("dev/pts/0", Noon.AddMinutes(-30));
        Touch("dev/pts/3", Noon.AddMinutes(-5));
        Touch("dev/tty1", Noon.AddMinutes(-60));
        Touch("dev/pts/ptmx", Noon);
        Touch("dev/tty", Noon);
        Touch("dev/tty0", Noon);
        Touch("dev/ttyS0", Noon);

        terminals.Last().Should().Be(new Ect.Worker.Preferences.MachineUse(Noon.AddMinutes(-5), "terminal pts/3"));
    }

    [Fact]
    public void Interrupts_of_keyboard_and_touchpad_tell_and_others_do_not()
    {
        var devices = new DeviceInput(root["proc/interrupts"]);
        devices.Last(Noon).Should().BeNull();
        Interrupts(keyboard: 9, touchpad: 0, disk: 100);
        devices.Last(Noon).Should().NotBeNull("the count has changed from none");
        Interrupts(keyboard: 9, touchpad: 0, disk: 999);
        devices.Last(Noon.AddMinutes(1))!.At.Should().Be(Noon);
        Interrupts(keyboard: 9, touchpad: 4, disk: 999);
        devices.Last(Noon.AddMinutes(2))!.At.Should().Be(Noon.AddMinutes(2));
        devices.Last(Noon.AddMinutes(3))!.At.Should().Be(Noon.AddMinutes(2));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("AC:Mains:0:", null)]
    [InlineData("AC:Mains:1:; BAT0:Battery::Charging", false)]
    [InlineData("AC:Mains:0:; BAT0:Battery::Discharging", true)]
    [InlineData("AC:Mains:1:; BAT0:Battery::Discharging", false)]
    [InlineData("usb:USB:1:; BAT0:Battery::Discharging", false)]
    [InlineData("BAT0:Battery::Full", false)]
    [InlineData("BAT0:Battery::Not charging; BAT1:Battery::Discharging", true)]
    [InlineData("AC:Mains:0:; ups:UPS::Discharging", true)]
    [InlineData("mouse:Battery::Discharging:Device", null)]
    public void Power_is_read_as_the_kernel_shows_it(string supplies, bool? onBattery)
    {
        foreach (var supply in supplies.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => text.Split(':')))
        {
            Write($"power/{supply[0]}/type", supply[1] + "\n");
            Write($"power/{supply[0]}/online", supply[2] + "\n");
            Write($"power/{supply[0]}/status", supply[3] + "\n");
            Write($"power/{supply[0]}/scope", (supply.Length > 4 ? supply[4] : "System") + "\n");
        }

        new PowerSupply(root["power"]).IsOnBattery().Should().Be(onBattery);
    }

    [Theory]
    [InlineData("IdleHint=yes\nIdleSinceHint=1780315200000000\n", "", "2026-06-01T12:00:00Z")]
    [InlineData("IdleHint=no\nIdleSinceHint=1780315200000000\n", "", "2026-06-01T13:00:00Z")]
    [InlineData("IdleHint=no\nIdleSinceHint=0\n", "Type=tty\n\nType=wayland\n", "2026-06-01T13:00:00Z")]
    [InlineData("IdleHint=no\nIdleSinceHint=0\n", "Type=tty\n\nType=unspecified\n", null)]
    [InlineData("IdleHint=yes\nIdleSinceHint=0\n", "", null)]
    [InlineData("IdleHint=no\nIdleSinceHint=0\n", "", null)]
    [InlineData("", "", null)]
    [InlineData("nonsense", "", null)]
    public void Desktops_answer_is_understood(string answer, string types, string? at) =>
        (DesktopSession.Parse(answer, types, Noon.AddHours(1))?.At).Should().Be(at is null ? null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task This_machine_can_be_looked_at()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        var sensors = new LinuxSensors("/", root.Path, () => TimeSpan.Zero, new DesktopSession(TimeProvider.System), TimeProvider.System);
        await sensors.LookAsync(TestContext.Current.CancellationToken);
        await Ect.Testing.Eventually.HoldsAsync("the kernel counts on", async () => (await sensors.LookAsync(TestContext.Current.CancellationToken)).OthersLoad is >= 0 and <= 1, cancellationToken: TestContext.Current.CancellationToken);
        (await sensors.LookAsync(TestContext.Current.CancellationToken)).FreeDiskBytes.Should().BePositive();
    }

    // "pid (name) state ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime stime cutime cstime priority …"
    private static string Stat(int pid, string name, int user, int system, int childUser, int childSystem) =>
        $"{pid} ({name}) S 1 {pid} {pid} 0 -1 4194560 3221 100 5 6 {user} {system} {childUser} {childSystem} 20 0 18 0 1234 5678 90\n";

    private void Interrupts(int keyboard, int touchpad, int disk) => Write("proc/interrupts", $"""
                       CPU0       CPU1
              1:          {keyboard}          0  IR-IO-APIC    1-edge      i8042
             16:          0          {disk}  IR-PCI-MSI 327680-edge      xhci_hcd
             99:          {touchpad}          0  intel-gpio    3  ELAN0501:00
            NMI:          0          0   Non-maskable interrupts

            """);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root[name])!);
        File.WriteAllText(root[name], text);
    }

    private void Touch(string name, DateTimeOffset read)
    {
        Write(name, "");
        File.SetLastAccessTimeUtc(root[name], read.UtcDateTime);
    }
}
