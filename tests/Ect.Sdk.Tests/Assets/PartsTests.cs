using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tests.Assets;

public sealed class PartsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Numbered_entries_keep_their_numbers()
    {
        foreach (var i in Enumerable.Range(0, 12).Except([3]))
        {
            File.WriteAllText(folder[$"{i}"], "");
        }

        Directory.CreateDirectory(folder["3"]);
        Names().Should().Equal(Enumerable.Range(0, 12).Select(i => $"{i}"));
    }

    [Fact]
    public void Other_files_are_numbered_in_the_ordinal_order_of_their_names()
    {
        foreach (var name in new[] { "b", "a10", "a9", "Z", "1" })
        {
            File.WriteAllText(folder[name], "");
        }

        Names().Should().Equal("1", "Z", "a10", "a9", "b");
    }

    [Fact]
    public void What_gives_no_order_is_refused()
    {
        FluentActions.Invoking(() => AssetClient.PartsOf(folder.Path)).Should().Throw<EctException>().WithMessage("*is empty*");
        File.WriteAllText(folder["0"], "");
        Directory.CreateDirectory(folder["inner"]);
        FluentActions.Invoking(() => AssetClient.PartsOf(folder.Path)).Should().Throw<EctException>().WithMessage("*'inner'*");
        FluentActions.Invoking(() => AssetClient.PartsOf(folder["0"])).Should().Throw<EctException>().WithMessage("*is a file*");
        FluentActions.Invoking(() => AssetClient.PartsOf(folder["none"])).Should().Throw<EctException>().Which.Code.Should().Be(ErrorCode.FileNotFound);
    }

    public void Dispose() => folder.Dispose();

    private IEnumerable<string?> Names() => AssetClient.PartsOf(folder.Path).Select(Path.GetFileName);
}
