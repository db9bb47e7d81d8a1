using Ect.Sdk.Assets;

namespace Ect.Sdk.Tests.Assets;

public sealed class AssetMetadataTests
{
    private static readonly Uri A = new("http://a:7600");
    private static readonly Uri B = new("https://b:7600");

    [Fact]
    public void Several_schedulers_are_read_in_order_and_the_first_where_earlier_programs_look_for_it()
    {
        var text = new AssetMetadata { Name = "garage", Scheduler = A, OtherSchedulers = [B], Status = B }.Write();

        text.Should().Be("""{"name":"garage","scheduler":"http://a:7600","otherSchedulers":["https://b:7600"],"status":"https://b:7600"}""");
        AssetMetadata.Read(text).Schedulers.Should().Equal(A, B);
        AssetMetadata.Read(text).StatusPages.Should().Equal(B);
    }

    [Fact]
    public void A_pool_of_one_scheduler_is_written_as_ever_so_that_it_stays_the_same_pool() =>
        new AssetMetadata { Name = "garage", Scheduler = A }.Write().Should().Be("""{"name":"garage","scheduler":"http://a:7600"}""");

    [Fact]
    public void Of_what_anybody_may_write_a_few_http_addresses_are_left_each_once()
    {
        var hostile = $$"""{"scheduler":"ftp://x","otherSchedulers":[null,"","/x","http://a:7600","http://a:7600",{{string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"http://h{i}\""))}}]}""";

        AssetMetadata.Read(hostile).Schedulers.Should().Equal(A, new("http://h0"), new("http://h1"), new("http://h2"));
        AssetMetadata.Read("{}").Schedulers.Should().BeEmpty();
    }
}
