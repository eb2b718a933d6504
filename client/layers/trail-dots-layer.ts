import type { Accessor, DefaultProps, LayerContext, UpdateParameters } from '@deck.gl/core'
import { LineLayer } from '@deck.gl/layers'

/** A texel for each number that a crew may have, 1 to 65535. */
const SIDE = 256
/** Room for the colours of all crews, four bytes by number; one that has none is not drawn. */
export const COLOURS_LENGTH = 4 * SIDE * SIDE
/** In px: half the width of a dot, its length between its round ends, and from one to the next. */
const RADIUS = 1
const LENGTH = 0.5
const PERIOD = 5
/** In px: a dot, and its soft edge. */
const WIDTH = 2 * RADIUS + 1

export interface TrailDotsProps<T> {
  /**
   * Of a step: the second in which it begins, how far its crew had come by then, on a plane on which the earth is 512 wide
   * (Web Mercator), and the crew's number.
   */
  getStep?: Accessor<T, [number, number, number]>
  /** See COLOURS_LENGTH; sent again when it is another array. */
  colours: Uint8Array
  /** Steps are the fainter the nearer they are to `since`, in the seconds of the steps; older ones are not drawn. */
  since: number
  now: number
}

const defaultProps: DefaultProps<TrailDotsProps<unknown>> = {
  getStep: { type: 'accessor', value: [0, 0, 0] },
  colours: { type: 'object', value: new Uint8Array(COLOURS_LENGTH) },
  since: 0,
  now: 0,
  getWidth: { type: 'accessor', value: WIDTH },
} as DefaultProps<TrailDotsProps<unknown>>

const trail = {
  name: 'trail',
  vs: `
    layout(std140) uniform trailUniforms {
      float since;
      float now;
    } trail;
    uniform sampler2D trailColours;`,
  uniformTypes: { since: 'f32', now: 'f32' },
} as const

type Texture = ReturnType<LayerContext['device']['createTexture']>

/**
 * Steps as dotted lines. A step's colour is looked up by its crew, and its faintness reckoned from its age: it is sent to
 * the graphics card once, whatever becomes of it.
 */
export class TrailDotsLayer<T> extends LineLayer<T, TrailDotsProps<T>> {
  static override layerName = 'TrailDotsLayer'
  declare state: LineLayer['state'] & { colours: Texture }
  static override defaultProps = defaultProps as typeof LineLayer.defaultProps

  override getShaders() {
    const shaders = super.getShaders()
    return {
      ...shaders,
      modules: [...shaders.modules, trail],
      inject: {
        'vs:#decl': 'in vec3 instanceSteps;\nout vec2 trailPlace;',
        'vs:#main-end': `
          float trailLength = length(target_commonspace.xy - source_commonspace.xy) * project.scale;
          trailPlace = vec2(
            mod(instanceSteps.y * project.scale, ${PERIOD.toFixed(1)}) + trailLength * segmentIndex,
            0.5 * widthPixels * positions.y);
          int trailCrew = int(instanceSteps.z + 0.5);
          vColor = texelFetch(trailColours, ivec2(trailCrew & ${SIDE - 1}, trailCrew / ${SIDE}), 0);
          float trailShare = (instanceSteps.x - trail.since) / max(trail.now - trail.since, 0.001);
          vColor.a *= sqrt(clamp(trailShare, 0.0, 1.0));
          if (vColor.a == 0.0) gl_Position = vec4(0.0);`,
        'fs:#decl': 'in vec2 trailPlace;',
        'fs:#main-end': `
          float trailGap = mod(trailPlace.x, ${PERIOD.toFixed(1)});
          float trailOff = max(min(trailGap - ${LENGTH.toFixed(2)}, ${PERIOD.toFixed(1)} - trailGap), 0.0);
          float trailEdge = (${RADIUS.toFixed(1)} - length(vec2(trailOff, trailPlace.y))) / fwidth(trailPlace.y);
          fragColor.a *= clamp(trailEdge + 0.5, 0.0, 1.0);
          if (fragColor.a <= 0.0) discard;`,
      },
    }
  }

  override initializeState(): void {
    super.initializeState()
    this.getAttributeManager()?.addInstanced({ instanceSteps: { size: 3, accessor: 'getStep' } })
    const colours = this.context.device.createTexture({
      width: SIDE,
      height: SIDE,
      format: 'rgba8unorm',
      sampler: { minFilter: 'nearest', magFilter: 'nearest' },
      data: this.props.colours,
    })
    this.setState({ colours })
  }

  override updateState(given: UpdateParameters<this>): void {
    super.updateState(given)
    const { props, oldProps } = given
    if (props.colours !== oldProps.colours) this.state.colours.writeData(props.colours)
    this.setShaderModuleProps({
      trail: { since: props.since, now: props.now, trailColours: this.state.colours },
    })
  }

  override finalizeState(context: LayerContext): void {
    super.finalizeState(context)
    this.state.colours.destroy()
  }
}
