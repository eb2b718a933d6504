import { type Accessor, type Layer, LayerExtension } from '@deck.gl/core'

/** What a layer whose marks glide takes beside its own: where each comes from, when it leaves and is there. */
export interface GlideProps<T> {
  /** lon, lat where the mark is until it leaves. */
  getGlideFrom: Accessor<T, [number, number]>
  /** When it leaves, and when it is at `getPosition`, in seconds since the page began. */
  getGlideTimes: Accessor<T, [number, number]>
  /** Now, in the same seconds: the only thing that changes from frame to frame. */
  glideTime: number
}

/** Seconds since the page began and not since 1970: a 32-bit float then still tells 4 ms apart after a long shift. */
const glide = {
  name: 'glide',
  vs: 'layout(std140) uniform glideUniforms {\n  float time;\n} glide;\n',
  uniformTypes: { time: 'f32' },
} as const

/**
 * Lets the marks of an IconLayer or a ScatterplotLayer glide between two fixes in the vertex shader: no attribute is
 * written again between them, so ten thousand crews move for the price of one uniform.
 */
export class GlideExtension extends LayerExtension {
  static override extensionName = 'GlideExtension'
  static override defaultProps = {
    getGlideFrom: { type: 'accessor', value: [0, 0] },
    getGlideTimes: { type: 'accessor', value: [0, 0] },
    glideTime: 0,
  }

  override getShaders(): unknown {
    return {
      modules: [glide],
      inject: {
        'vs:#decl': `
          in vec3 instanceGlideFroms;
          in vec3 instanceGlideFroms64Low;
          in vec2 instanceGlideTimes;`,
        'vs:#main-end': `
          float glideLength = max(instanceGlideTimes.y - instanceGlideTimes.x, 0.001);
          float glideLeft = 1.0 - clamp((glide.time - instanceGlideTimes.x) / glideLength, 0.0, 1.0);
          if (glideLeft > 0.0) {
            vec4 glideFrom = project_position_to_clipspace(instanceGlideFroms, instanceGlideFroms64Low, vec3(0.0));
            vec4 glideTo = project_position_to_clipspace(instancePositions, instancePositions64Low, vec3(0.0));
            gl_Position += (glideFrom - glideTo) * glideLeft;
          }`,
      },
    }
  }

  override initializeState(this: Layer): void {
    this.getAttributeManager()?.addInstanced({
      instanceGlideFroms: { size: 3, type: 'float64', fp64: true, accessor: 'getGlideFrom' },
      instanceGlideTimes: { size: 2, accessor: 'getGlideTimes' },
    })
  }

  override draw(this: Layer<GlideProps<unknown>>): void {
    this.setShaderModuleProps({ glide: { time: this.props.glideTime } })
  }
}
