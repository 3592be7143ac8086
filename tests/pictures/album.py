"""Every picture that a reader of the lectures sees, a line for each.

Its name begins with the number of the lecture. `EXPLORERS` are the pictures that stand in the place
of an explorer, `DRAWINGS` those that a lecture draws, `TABLES` arrays shown as numbers.
"""

from __future__ import annotations

from collections.abc import Callable

from helpers.drawing.bands import bands
from helpers.drawing.building_blocks import building_blocks
from helpers.drawing.digits import (
    class_bars,
    digit_gallery,
    network_answers,
    worst_mistakes,
)
from helpers.drawing.feature_maps import feature_maps, grey_pictures, signed_maps
from helpers.drawing.grids import number_grids
from helpers.drawing.histories import curves_over_epochs
from helpers.drawing.learning import confusion_table, learning_curves
from helpers.drawing.occlusion import occlusion_maps
from helpers.drawing.photos import answer_row, filter_bank, photo_row
from helpers.drawing.receptive_growth import growth
from helpers.drawing.reliability import reliability_table
from helpers.drawing.rows import rows_of_runs
from helpers.drawing.saliency import Cells, saliency_maps
from helpers.drawing.signals import curves, stems
from helpers.drawing.trained_network import (
    exciting_patches,
    kernel_gallery,
    patches_made_to_order,
    pattern_levels,
)
from helpers.drawing.volumes import connections, volumes
from helpers.explorers.activations import activation_explorer, softmax_explorer
from helpers.explorers.ascent import ascent_explorer
from helpers.explorers.chain import chain_explorer
from helpers.explorers.channels import channel_explorer
from helpers.explorers.conv2d import conv2d_explorer
from helpers.explorers.conv2d.layer import Conv
from helpers.explorers.convolution import convolution_explorer
from helpers.explorers.cortex import orientation_tuning
from helpers.explorers.cortex.picture import tuning_curves
from helpers.explorers.dense_versus_conv import dense_versus_conv
from helpers.explorers.digit_pad import digit_pad
from helpers.explorers.early_stopping import early_stopping_explorer
from helpers.explorers.effective_field import effective_field
from helpers.explorers.feature_maps import feature_map_explorer
from helpers.explorers.fit_stepper import fit_stepper
from helpers.explorers.im2col import im2col_explorer
from helpers.explorers.kernel_learning import kernel_learning
from helpers.explorers.layer_geometry import layer_geometry
from helpers.explorers.layer_geometry.picture import draw_windows
from helpers.explorers.memory import memory_calculator
from helpers.explorers.occlusion import occlusion_explorer
from helpers.explorers.padding import padding_modes
from helpers.explorers.photos.fractal_zoom import fractal_zoom
from helpers.explorers.photos.gabor import gabor_explorer
from helpers.explorers.photos.photo_filter import photo_filter
from helpers.explorers.photos.pyramid import pyramid_explorer
from helpers.explorers.pooling import pooling_explorer
from helpers.explorers.receptive_field import receptive_field_tracer
from helpers.explorers.rolling_overlap import rolling_overlap
from helpers.explorers.saliency import saliency_explorer
from helpers.explorers.schedule import schedule_explorer
from helpers.explorers.shift import shift_explorer
from helpers.explorers.shuffling import shuffle_explorer
from helpers.explorers.signal_propagation import signal_propagation
from helpers.explorers.strips import strip_explorer
from helpers.explorers.weight_matrix import weight_matrix_explorer
from helpers.filters import CURVE, MOUSE_BACK, MOUSE_HEAD, SOBEL_X
from helpers.training.schedules import Schedule
from tests.pictures import arrays as of
from tests.pictures import filtered_photos as photo
from tests.pictures import networks as net
from tests.pictures.arrays import ALT

Album = dict[str, Callable[[], object]]

# One line for each picture, so that the list can be read as one.
# fmt: off
EXPLORERS: Album = {
    "1_shuffling": lambda: shuffle_explorer(),
    "1_dense_versus_conv": lambda: dense_versus_conv(32),
    "1_orientation_tuning": lambda: orientation_tuning(90),
    "2_strip_explorer": lambda: strip_explorer(),
    "2_rolling_overlap": lambda: rolling_overlap(),
    "2_kernel_learning": lambda: kernel_learning(),
    "2_convolution_explorer": lambda: convolution_explorer(of.seven()),
    "2_mouse": lambda: convolution_explorer(
        of.mouse(), kernel=CURVE, controls=["cell"], cell=(7, 16)
    ),
    "2_channel_explorer": lambda: channel_explorer(of.VOLUME, of.TWO_FILTERS, biases=(1, -2)),
    "3_photo_filter": lambda: photo_filter("astronaut", "Sobel X"),
    "3_gabor_explorer": lambda: gabor_explorer("astronaut"),
    "3_pyramid_explorer": lambda: pyramid_explorer("chelsea", "dark spots", level=2),
    "3_fractal_zoom": lambda: fractal_zoom("chelsea"),
    "3_effective_field": lambda: effective_field(),
    "4_layer_geometry": lambda: layer_geometry(28, 3, stride=2),
    "4_weight_matrix": lambda: weight_matrix_explorer(),
    "4_padding_modes": lambda: padding_modes("photo", kernel="box", k=5),
    "4_pooling_explorer": lambda: pooling_explorer(of.edges_of_a_seven()),
    "4_chain_explorer": lambda: chain_explorer(of.seven_in_shares(), cell=(3, 8)),
    "4_memory_calculator": lambda: memory_calculator(),
    "4_im2col_explorer": lambda: im2col_explorer(),
    "5_activation_explorer": lambda: activation_explorer(),
    "5_softmax_explorer": lambda: softmax_explorer(),
    "5_digit_pad": lambda: digit_pad(net.network(), net.digits_for_the_pad()),
    "5_drawing": lambda: digit_pad(net.network(), net.digits_for_the_pad(), drawing=net.A_FOUR),
    "6_tracer": lambda: receptive_field_tracer(net.two_networks(), net.bytes_of_a_digit()),
    "6_shift_explorer": lambda: shift_explorer(net.two_models(), *net.some_digits(7, 4)),
    "7_feature_map": lambda: feature_map_explorer(net.network(), *net.some_digits(7, 4)),
    "7_parts_of_a_unit": lambda: feature_map_explorer(net.network(), *net.some_digits(7), layer=2),
    "7_occlusion": lambda: occlusion_explorer(net.network(), *net.some_digits(4), sizes=[7]),
    "7_saliency": lambda: saliency_explorer(net.network(), *net.some_digits(4), count=2),
    "7_grad_cam": lambda: saliency_explorer(net.network(), *net.some_digits(4), method="Grad-CAM"),
    "7_ascent": lambda: ascent_explorer(net.network(), net.digits().x_test, layer=2, step=60),
    "8_fit_stepper": lambda: fit_stepper(call=6),
    "8_early_stopping_explorer": lambda: early_stopping_explorer(),
    "8_schedule_explorer": lambda: schedule_explorer(Schedule("cosine", warm_up=5)),
    "9_conv2d": lambda: conv2d_explorer(Conv(groups=4), chosen=3),
    "9_signal_propagation": lambda: signal_propagation(),
}
DRAWINGS: Album = {
    "1_cat_and_noise": lambda: photo_row(of.cat_and_noise(), ALT),
    "1_building_blocks": lambda: building_blocks(),
    "1_forest": lambda: photo_row(of.misty_forest(), ALT, width=660),
    "1_fewer_waves": lambda: photo_row(of.fewer_waves(), ALT),
    "1_cell": lambda: answer_row(of.simple_cell(), ALT, width=160),
    "1_bars": lambda: photo_row(of.bars(), ALT, width=160),
    "1_angles": lambda: tuning_curves(of.ANGLES, of.angle_tuning(), swept="angle", alt=ALT),
    "1_lengths": lambda: tuning_curves(of.LENGTHS, of.length_tuning(), swept="length", alt=ALT),
    "2_step": lambda: stems(of.step_and_answer(), ALT),
    "2_impulse": lambda: stems(of.both_ways(of.IMPULSE, of.RAMP), ALT),
    "2_bells": lambda: curves(of.BELLS_AT, of.bells(), ALT),
    "2_shifted": lambda: stems(of.shifted_answers(), ALT),
    "2_seven_blurred": lambda: grey_pictures(of.blurred_seven(), ALT),
    "2_edges": lambda: signed_maps(of.edges_with_strength(), ALT),
    "3_photo": lambda: photo_row({"photo": photo.photo() / 255}, ALT),
    "3_edges": lambda: answer_row(photo.edges_of_the_photo(), ALT, limit=400, width=300),
    "3_steepness": lambda: photo_row(photo.steepness(), ALT, width=300),
    "3_sharpened": lambda: photo_row(photo.sharpened(), ALT, width=300),
    "3_shuffled": lambda: photo_row(photo.halved_and_shuffled(), ALT),
    "3_edges_of_both": lambda: answer_row(photo.edges_of_both(), ALT, limit=400),
    "3_wave_and_bell": lambda: answer_row(photo.wave_and_bell(), ALT),
    "3_four_angles": lambda: answer_row(photo.edges_of_four_angles(), ALT, limit=0.15, width=165),
    "3_filter_bank": lambda: filter_bank(photo.coloured_filters(), ALT),
    "3_growth": lambda: growth(photo.field_sizes(), ALT),
    "4_connections": lambda: connections(10, 3, ALT),
    "4_depth_column": lambda: volumes(of.CONVOLUTION, ALT, column=(8, 14), kernel=5),
    "4_same_padding": lambda: draw_windows(of.same_padding_at_stride_2(), ALT),
    "4_dilation_and_stride": lambda: draw_windows(of.dilation_and_stride(), ALT),
    "4_pool_on_11": lambda: draw_windows(of.pool_on_11(), ALT),
    "4_cifar": lambda: volumes(of.CIFAR, ALT),
    "5_digit_gallery": lambda: digit_gallery(net.digits().x_train[:20], net.digits().y_train[:20]),
    "5_volumes": lambda: volumes(net.MNIST, ALT),
    "5_activations": lambda: curves(net.INPUTS, net.activations(net.INPUTS), ALT),
    "5_softmax": lambda: class_bars(net.logits_and_softmax()),
    "5_learning_curves": lambda: learning_curves(net.history()),
    "5_confusion_table": lambda: confusion_table(net.confusions()),
    "5_worst_mistakes": lambda: worst_mistakes(*net.digits_to_test(), net.probabilities()),
    "5_reliability": lambda: reliability_table(net.answers_by_certainty()),
    "5_two_digits": lambda: network_answers(*net.ten_answers()),
    "5_feature_maps": lambda: feature_maps(net.maps_of_one_digit()),
    "5_answer": lambda: class_bars(net.answer_to_one_digit()),
    "6_mean_slopes": lambda: grey_pictures(net.mean_slopes(), ALT),
    "6_moved": lambda: bands(net.PIXELS, net.falling_shares("a", "b", "c"), **net.MOVED),
    "6_lost_ink": lambda: bands(net.PIXELS, net.falling_shares("all", "inside"), **net.MOVED),
    "6_fewer_digits": lambda: bands(
        net.COUNTS, net.mistakes_by_count(), log="x", digits=0, **net.LEARNED
    ),
    "6_padding": lambda: bands(net.PIXELS, net.falling_shares("same", "valid"), **net.MOVED),
    "7_feature_maps": lambda: feature_maps(net.maps_of_one_digit(), count=4),
    "7_kernel_gallery": lambda: kernel_gallery(net.network().layers[0].get_weights()[0]),
    "7_patches_of_layer_2": lambda: exciting_patches(net.favourites(2)),
    "7_patches_of_layer_4": lambda: exciting_patches(net.favourites(4)),
    "7_pattern_levels": lambda: pattern_levels(net.strongest_by_level()),
    "7_made_to_order": lambda: patches_made_to_order(net.favourites(4), net.made_to_order()),
    "7_alexnet": lambda: volumes(of.ALEXNET, ALT, gap=0.55, size=9),
    "7_occlusion_maps": lambda: occlusion_maps(net.occluded_four(), net.four()),
    "7_saliency_maps": lambda: saliency_maps(net.saliency_of_a_four(), net.four()),
    "7_cells_of_grad_cam": lambda: saliency_maps(
        net.grad_cam_of_a_four(), net.four(), {"Grad-CAM": Cells(first=7, wide=4)}
    ),
    "7_mistakes": lambda: bands(net.EPOCHS, net.mistakes_by_epoch(), log="y", **net.TRAINED),
    "7_without_each_change": lambda: rows_of_runs(
        net.without_each_change(), xlabel="mistakes in a hundred digits"
    ),
    "8_accuracy": lambda: curves_over_epochs(net.validation_accuracy(), ALT, ylabel="accuracy"),
    "8_averaged_weights": lambda: bands(net.EPOCHS, net.two_smooth_runs(), digits=3, **net.WATCHED),
    "8_rate_finder": lambda: bands(net.RATES, net.losses_by_rate(), log="x", **net.FOUND),
    "8_early_stopping": lambda: curves_over_epochs(net.history(), ALT, ylabel="loss"),
    "8_plateaus": lambda: curves_over_epochs(
        net.two_losses(), ALT, ylabel="validation loss", rates=net.FALLING_RATES
    ),
    "9_relu": lambda: signed_maps(of.seven_with_and_without_relu(), ALT),
    "9_edges": lambda: signed_maps(of.edges_of_a_digit(), ALT),
    "9_ten_layers": lambda: bands(net.LAYERS, net.spreads(), log="y", digits=4, **net.DEEPER),
}
TABLES: Album = {
    "2_products": lambda: number_grids(of.products(of.PATCH, of.EDGE), signs="× ="),
    "2_strip": lambda: number_grids(of.strip_over_signal(), signs="· →"),
    "2_learned": lambda: number_grids(of.learned_kernels()),
    "2_cross": lambda: number_grids(of.crossed(), signs="⋆ =", windows=of.CROSS_AT_ITS_PLACE),
    "2_curve": lambda: number_grids({"curve filter": CURVE}),
    "2_matching_patch": lambda: number_grids(of.products(MOUSE_BACK, CURVE), signs="× ="),
    "2_another_patch": lambda: number_grids(of.products(MOUSE_HEAD, CURVE), signs="× ="),
    "2_channels": lambda: number_grids(of.by_colour(of.VOLUME)),
    "2_slices": lambda: number_grids(of.by_colour(of.WEIGHTS)),
    "2_sum_of_colours": lambda: number_grids(of.summed_colours(), signs="+ + →"),
    "2_bias_once": lambda: number_grids(of.bias_once_and_thrice()),
    "3_patch": lambda: number_grids(photo.patch_of_the_photo(), signs="⋆ ="),
    "3_slope": lambda: number_grids(photo.slope(), signs="⋆ ="),
    "3_sharpen": lambda: number_grids(photo.sharpening(), signs="− ="),
    "3_smallest_gabor": lambda: number_grids(photo.smallest_gabor()),
    "3_spot_filter": lambda: number_grids(photo.spots()),
    "3_spots_by_level": lambda: number_grids(photo.spots_by_level()),
    "4_zeros_and_edge": lambda: number_grids(of.padded_corner(), windows=of.INNER_CORNER),
    "4_dilation": lambda: number_grids(of.dilated(SOBEL_X)),
    "5_pixels": lambda: number_grids(net.part_of_a_digit()),
    "9_same_padding": lambda: number_grids(of.wall_with_zeros(), signs="→"),
    "9_dilation": lambda: number_grids(of.dilated(of.COUNTED), signs="→"),
}
# fmt: on
