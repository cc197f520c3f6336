namespace SupplyChain.Manifests.Yaml;

/// <summary>Reads a text from an offset on, without copying it.</summary>
internal sealed class SliceReader(string text, int position) : TextReader
{
    private int position = position;

    public override int Peek() => position < text.Length ? text[position] : -1;

    public override int Read() => position < text.Length ? text[position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, text.Length - position);
        text.CopyTo(position, buffer, index, length);
        position += length;
        return length;
    }
}
