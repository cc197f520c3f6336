namespace SupplyChain.Manifests.Yaml;

/// <summary>
/// Reads a text from an offset on, without copying it, and ends its last line where the text does not: Kubernetes' readers
/// do so, and a block scalar then ends with a line break.
/// </summary>
internal sealed class SliceReader(string text, int position) : TextReader
{
    private int position = position;
    private bool open = text.Length > position && text[^1] is not ('\n' or '\r');

    public override int Peek() =>
        position < text.Length ? text[position]
        : open ? '\n'
        : -1;

    public override int Read()
    {
        var character = Peek();
        if (position < text.Length)
        {
            position++;
        }
        else
        {
            open = false;
        }

        return character;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, text.Length - position);
        text.CopyTo(position, buffer, index, length);
        position += length;
        if (length == 0 && count > 0 && open)
        {
            buffer[index] = (char)Read();
            return 1;
        }

        return length;
    }
}
