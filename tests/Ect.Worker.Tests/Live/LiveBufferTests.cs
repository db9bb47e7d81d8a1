using System.Text;
using System.Text.RegularExpressions;
using Ect.Protocol.Live;
using Ect.Worker.Live;

namespace Ect.Worker.Tests.Live;

public sealed partial class LiveBufferTests
{
    private readonly LiveBuffer _buffer = new();

    [Fact]
    public void What_fits_comes_out_as_it_went_in()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var writes = Enumerable.Range(0, random.Next(20)).Select(_ => new byte[random.Next(1000)]).ToList();
            writes.ForEach(random.NextBytes);
            writes.ForEach(write => _buffer.Write(write));

            _buffer.Take(isEnd: true).Should().Equal(writes.SelectMany(write => write));
            _buffer.IsEmpty.Should().BeTrue();
        }
    }

    [Fact]
    public void What_finds_no_room_is_marked_at_its_place()
    {
        _buffer.Write(Encoding.ASCII.GetBytes(new string('a', LiveBuffer.Capacity + 1000)));
        _buffer.Write("lost too"u8);
        _buffer.Take().Should().HaveCount(LiveChunk.MaxBytes);
        _buffer.Write("later"u8);

        var text = All();
        text.Should().EndWith("bytes not sent live; the result has them …\nlater");
        (LiveChunk.MaxBytes + text.Count(letter => letter == 'a') + Dropped(text)).Should().BeGreaterThanOrEqualTo(LiveBuffer.Capacity + 1008);
    }

    [Fact]
    public void A_stream_is_sent_up_to_its_largest_size_and_the_rest_is_counted()
    {
        long sent = 0;
        for (var i = 0; i < 100; i++)
        {
            _buffer.Write(new byte[LiveChunk.MaxBytes]);
            sent += _buffer.Take().Length;
        }

        var end = All();
        sent += end.Length;
        sent.Should().BeLessThanOrEqualTo(LiveBuffer.MaxTotal);
        Dropped(end).Should().BeGreaterThan(2_000_000);
        _buffer.IsEmpty.Should().BeTrue();
    }

    private string All()
    {
        var text = new StringBuilder();
        while (!_buffer.IsEmpty)
        {
            text.Append(Encoding.UTF8.GetString(_buffer.Take(isEnd: true)));
        }

        return text.ToString();
    }

    private static long Dropped(string text) => Marker().Matches(text).Sum(match => long.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex("… ([0-9]+) bytes not sent")]
    private static partial Regex Marker();
}
