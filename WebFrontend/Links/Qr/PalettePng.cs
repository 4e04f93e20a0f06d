using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OrleansBackends.WebFrontend.Links.Qr;

/// <summary>A PNG of two colours, one bit a pixel.</summary>
internal static class PalettePng
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="rows">A square of zeros (<paramref name="background"/>) and ones (<paramref name="foreground"/>).</param>
    /// <param name="background">Three bytes: red, green, blue.</param>
    /// <param name="foreground">Likewise.</param>
    public static byte[] Write(byte[][] rows, byte[] background, byte[] foreground)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, rows.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows.Length);
        (header[8], header[9]) = (1, 3); // One bit a pixel, colours from the palette.
        Chunk(png, "IHDR", header);
        Chunk(png, "PLTE", [.. background, .. foreground]);
        Chunk(png, "IDAT", Compress(rows));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Compress(byte[][] rows)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                var packed = new byte[1 + ((row.Length + 7) / 8)]; // The first byte says: no filter.
                for (var x = 0; x < row.Length; x++)
                {
                    packed[1 + (x / 8)] |= (byte)(row[x] << (7 - (x % 8)));
                }

                zlib.Write(packed);
            }
        }

        return data.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(content));
        png.Write(number);
    }

    private static uint Crc32(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
